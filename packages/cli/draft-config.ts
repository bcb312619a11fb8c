import { parseConfig, type StackConfig } from "@berth/infra/config-schema";

/** Config values as a program gets them. */
export function configTexts(written: Readonly<Record<string, unknown>>): Readonly<Record<string, string>> {
  return Object.fromEntries(
    Object.entries(written).map(([key, value]) => [key, typeof value === "string" ? value : JSON.stringify(value)]),
  );
}

/** A stack's configuration as its file has it, with the default of each key that is wrong or secure. */
export function draftConfig(written: Readonly<Record<string, unknown>>): StackConfig {
  const texts = configTexts(written);
  const own = Object.entries(texts).filter(([key]) => !key.includes(":"));
  return parseConfig(Object.fromEntries(own), texts).draft;
}
