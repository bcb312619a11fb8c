import { createHash } from "node:crypto";
import type { PropertyMap, PropertyValue } from "@berth/model/property";
import { parseUrn } from "@berth/model/urn";
import { defaultsKey } from "./check-inputs";

const suffixDigits = 7;

/** The inputs with a name: the program's, else the old automatic one, else "<resource name>-<7 hex digits of the seed>". */
export function autoname(request: {
  urn: string;
  olds: PropertyMap;
  news: PropertyMap;
  randomSeed: Uint8Array;
}): PropertyMap {
  const { urn, olds, news, randomSeed } = request;
  const isSet = news.name !== undefined && news.name !== null;
  if (isSet) return news;
  const name = wasAutonamed(olds) && typeof olds.name === "string" ? olds.name : freshName(urn, randomSeed);
  return { ...news, name, [defaultsKey]: ["name"] };
}

/** True when a default, not the program, chose the name. */
export function wasAutonamed(inputs: PropertyMap): boolean {
  const defaults = inputs[defaultsKey];
  return Array.isArray(defaults) && (defaults as PropertyValue[]).includes("name");
}

function freshName(urn: string, randomSeed: Uint8Array): string {
  return `${parseUrn(urn).name}-${createHash("sha256").update(randomSeed).digest("hex").slice(0, suffixDigits)}`;
}
