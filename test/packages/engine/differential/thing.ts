import type { Described, DescribedOptions } from "../support/scenario";

/** A resource of the provider that both engines drive. */
export function thing(
  name: string,
  inputs: Record<string, unknown> = { size: 1 },
  options: DescribedOptions = {},
): Described {
  return { name, inputs, options };
}
