import { EngineError } from "@berth/model/engine-error";
import type { ArchiveSource, AssetSource, PropertyMap, PropertyValue } from "@berth/model/property";
import { Archive, Asset, isMap, ResourceReference, Unknown, unknown } from "@berth/model/property";
import { signatureKey, signatures } from "@berth/model/signatures";

/** SHA-256 of no bytes: tells an empty text from contents that are not at hand. */
export const emptyAssetHash = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
/** SHA-256 of an empty tar: tells an empty archive from contents that are not at hand. */
export const emptyArchiveHash = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";

/** An asset as the plain map that both encodings carry. */
export function assetFields(asset: Asset): PropertyMap {
  return { [signatureKey]: signatures.asset, ...filled({ hash: asset.hash, ...contentFields(asset.source) }) };
}

/** An archive as the plain map that both encodings carry. */
export function archiveFields(archive: Archive): PropertyMap {
  const { source, hash } = archive;
  const fields = { [signatureKey]: signatures.archive, ...filled({ hash, ...contentFields(source) }) };
  if (source.kind !== "assets") return fields;
  const members = Object.entries(source.assets).map(([name, member]) => [name, memberFields(member)] as const);
  return { ...fields, assets: Object.fromEntries(members) };
}

/** Makes a value of a map whose signature says what it is; `at` is the property path for error messages. */
export type SignedDecoder = (fields: PropertyMap, at: string) => PropertyValue;

/** The value in a map that may be signed. `more`: by signature, what one of the encodings has of its own. */
export function valueFrom(
  fields: PropertyMap,
  at: string,
  more: ReadonlyMap<PropertyValue, SignedDecoder>,
): PropertyValue {
  const { [signatureKey]: signature } = fields;
  if (signature === undefined) return fields;
  const decode = more.get(signature) ?? signedDecoders.get(signature);
  if (decode === undefined) throw malformed("value", at, "its signature is not known");
  return decode(fields, at);
}

/** The asset in a map whose signature says so; `at` is the property path for error messages. */
export function assetFrom(fields: PropertyMap, at: string): Asset {
  const [hash, text, path, uri] = ["hash", "text", "path", "uri"].map((key) => textOf(fields, key, at));
  const source = locate(path, uri) ?? textSource(hash ?? "", text ?? "");
  return new Asset(source, hash ?? "");
}

/** The archive in a map whose signature says so. */
export function archiveFrom(fields: PropertyMap, at: string): Archive {
  const [hash, path, uri] = ["hash", "path", "uri"].map((key) => textOf(fields, key, at));
  const source = locate(path, uri) ?? membersSource(hash ?? "", fields.assets, at);
  return new Archive(source, hash ?? "");
}

/** The reference in a map whose signature says so; id "" stands for an id that is not known yet. */
export function referenceFrom(fields: PropertyMap, at: string): ResourceReference {
  const urn = textOf(fields, "urn", at);
  if (urn === undefined) throw malformed("resource reference", at, "it has no urn");
  const version = textOf(fields, "packageVersion", at) ?? "";
  const id = fields.id instanceof Unknown ? "" : textOf(fields, "id", at);
  return new ResourceReference(urn, id === "" ? unknown : id, version);
}

/** The error for a signed map that does not hold what its signature promises. */
export function malformed(kind: string, at: string, why: string): EngineError {
  return new EngineError(`decode ${kind} at "${at}": ${why}`);
}

const signedDecoders: ReadonlyMap<PropertyValue, SignedDecoder> = new Map<PropertyValue, SignedDecoder>([
  [signatures.asset, assetFrom],
  [signatures.archive, archiveFrom],
  [signatures.reference, referenceFrom],
]);

function contentFields(source: AssetSource | ArchiveSource): Readonly<Record<string, string>> {
  switch (source.kind) {
    case "text":
      return { text: source.text };
    case "path":
      return { path: source.path };
    case "uri":
      return { uri: source.uri };
    default:
      return {};
  }
}

function memberFields(member: Asset | Archive): PropertyMap {
  return member instanceof Asset ? assetFields(member) : archiveFields(member);
}

function filled(fields: Readonly<Record<string, string>>): PropertyMap {
  return Object.fromEntries(Object.entries(fields).filter(([, text]) => text !== ""));
}

function textOf(fields: PropertyMap, key: string, at: string): string | undefined {
  const value = fields[key];
  if (value === undefined || typeof value === "string") return value;
  throw malformed("signed value", at, `its "${key}" is not a string`);
}

function locate(
  path: string | undefined,
  uri: string | undefined,
): Extract<AssetSource, { kind: "path" | "uri" }> | undefined {
  if (path !== undefined && path !== "") return { kind: "path", path };
  return uri === undefined || uri === "" ? undefined : { kind: "uri", uri };
}

function textSource(hash: string, text: string): AssetSource {
  const isText = text !== "" || hash === "" || hash === emptyAssetHash;
  return isText ? { kind: "text", text } : { kind: "elided" };
}

function membersSource(hash: string, members: PropertyValue | undefined, at: string): ArchiveSource {
  const assets = isMap(members)
    ? Object.entries(members).map(([name, member]) => [name, archiveMember(member, `${at}.${name}`)] as const)
    : [];
  const isAssets = assets.length > 0 || hash === "" || hash === emptyArchiveHash;
  return isAssets ? { kind: "assets", assets: Object.fromEntries(assets) } : { kind: "elided" };
}

function archiveMember(member: PropertyValue, at: string): Asset | Archive {
  if (member instanceof Asset || member instanceof Archive) return member;
  throw malformed("archive", at, "the member is neither an asset nor an archive");
}
