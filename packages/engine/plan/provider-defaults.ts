import type { PropertyMap, PropertyValue } from "@berth/model/property";
import { isList, isMap } from "@berth/model/property";

/** Where a bridged provider notes which inputs are its own defaults and not the program's. */
const defaultsKey = "__defaults";

/** The inputs as the program gave them: without what the provider's Check filled in, at any depth. */
export function withoutProviderDefaults(inputs: PropertyMap): PropertyMap {
  const { [defaultsKey]: noted } = inputs;
  const filled = noted !== undefined && isList(noted) ? noted : [];
  return Object.fromEntries(
    Object.entries(inputs)
      .filter(([key]) => key !== defaultsKey && !filled.includes(key))
      .map(([key, value]) => [key, ofProgram(value)]),
  );
}

function ofProgram(value: PropertyValue): PropertyValue {
  if (isList(value)) return value.map(ofProgram);
  return isMap(value) ? withoutProviderDefaults(value) : value;
}
