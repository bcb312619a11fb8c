import type { PropertyMap, PropertyValue } from "@berth/model/property";
import { unknownSentinel } from "@berth/model/unknown-sentinels";
import { Archive, Asset, ResourceReference, Secret, Unknown } from "@berth/model/property";

export interface ValueOptions {
  readonly showSecrets: boolean;
}

/** Texts longer than this are cut, with a word on how much is missing. */
const maxTextLength = 400;

/** A value on one line, as JSON would have it; secrets and unknowns by what they are. */
export function renderValue(value: PropertyValue, options: ValueOptions): string {
  if (typeof value === "string") return renderText(value);
  if (isPlain(value)) return String(value);
  if (value instanceof Secret) return options.showSecrets ? renderValue(value.value, options) : "[secret]";
  if (value instanceof Unknown) return "[unknown]";
  if (isAsset(value)) return renderAsset(value);
  if (value instanceof ResourceReference) return `resource(${value.urn})`;
  return Array.isArray(value)
    ? renderList(value as readonly PropertyValue[], options)
    : renderMap(value as PropertyMap, options);
}

/** The value as plain JSON, for machines: secrets as "[secret]", unknowns as Pulumi's sentinel. */
export function jsonValue(value: PropertyValue, options: ValueOptions): unknown {
  if (value instanceof Secret) return options.showSecrets ? jsonValue(value.value, options) : "[secret]";
  if (value instanceof Unknown) return unknownSentinel;
  if (isPlain(value)) return value;
  if (value instanceof ResourceReference) return referenceJson(value);
  if (isAsset(value)) return { ...value.source, kind: undefined, hash: value.hash };
  if (Array.isArray(value)) return (value as readonly PropertyValue[]).map((item) => jsonValue(item, options));
  return jsonMap(value as PropertyMap, options);
}

function referenceJson({ id, urn }: ResourceReference): unknown {
  return id instanceof Unknown ? unknownSentinel : (id ?? urn);
}

function isPlain(value: PropertyValue): value is string | number | boolean | null {
  return value === null || typeof value !== "object";
}

function isAsset(value: PropertyValue): value is Asset | Archive {
  return value instanceof Asset || value instanceof Archive;
}

export function jsonMap(properties: PropertyMap, options: ValueOptions): Readonly<Record<string, unknown>> {
  return Object.fromEntries(Object.entries(properties).map(([key, value]) => [key, jsonValue(value, options)]));
}

function renderText(text: string): string {
  if (text.length <= maxTextLength) return JSON.stringify(text);
  return `${JSON.stringify(text.slice(0, maxTextLength))}… (${text.length - maxTextLength} more characters)`;
}

function renderAsset(value: Asset | Archive): string {
  const kind = value instanceof Asset ? "asset" : "archive";
  return `${kind}(${value.source.kind === "path" ? value.source.path : value.hash.slice(0, 12)})`;
}

function renderList(items: readonly PropertyValue[], options: ValueOptions): string {
  return `[${items.map((item) => renderValue(item, options)).join(", ")}]`;
}

function renderMap(value: PropertyMap, options: ValueOptions): string {
  const entries = Object.entries(value).map(([key, item]) => `${key}: ${renderValue(item, options)}`);
  return entries.length === 0 ? "{}" : `{ ${entries.join(", ")} }`;
}
