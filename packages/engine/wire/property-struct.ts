import { ListValue, NullValue, Struct, Value } from "google-protobuf/google/protobuf/struct_pb";
import type { PropertyMap, PropertyValue } from "@berth/model/property";
import { Archive, Asset, isList, isMap, ResourceReference, Secret, Unknown, unknown } from "@berth/model/property";
import type { SignedDecoder } from "./signed-value";
import { archiveFields, assetFields, malformed, valueFrom } from "./signed-value";
import { unknownSentinel, unknownSentinels } from "@berth/model/unknown-sentinels";
import { signatureKey, signatures } from "@berth/model/signatures";
import { isUrn, parseUrn } from "@berth/model/urn";

/** What the receiver takes. What it does not take is sent as Pulumi sends it: a secret in clear, a reference as id or URN. */
export interface EncodeOptions {
  readonly keepSecrets: boolean;
  /** False: unknown map values and list elements are left out. */
  readonly keepUnknowns: boolean;
  readonly keepResources: boolean;
  /** Assets and archives go as their hash only: olds in Diff, Read, Update, Delete. */
  readonly elideAssets: boolean;
}

/** The wire form of a property map. */
export function encodeProperties(properties: PropertyMap, options: EncodeOptions): Struct {
  const struct = new Struct();
  const fields = struct.getFieldsMap();
  for (const [key, value] of Object.entries(properties)) {
    const encoded = encodeValue(value, options);
    if (encoded !== undefined) fields.set(key, encoded);
  }
  return struct;
}

/**
 * The values of a Struct with secrets, unknowns and references kept; output values become plain, secret or unknown ones.
 * Hashes of assets are as sent, "" when absent: withAssetHashes fills them. An absent Struct is {}. Throws an EngineError
 * with the path of a value that is malformed.
 */
export function decodeProperties(struct: Struct | undefined): PropertyMap {
  return struct === undefined ? {} : decodeFields(struct, "");
}

function encodeValue(value: PropertyValue, options: EncodeOptions): Value | undefined {
  if (value === null) return new Value().setNullValue(NullValue.NULL_VALUE);
  if (typeof value === "boolean") return new Value().setBoolValue(value);
  if (typeof value === "number") return new Value().setNumberValue(value);
  if (typeof value === "string") return new Value().setStringValue(value);
  if (isList(value)) return encodeList(value, options);
  if (isMap(value)) return new Value().setStructValue(encodeProperties(value, options));
  return encodeSigned(value, options);
}

function encodeList(items: readonly PropertyValue[], options: EncodeOptions): Value {
  const encoded = items.map((item) => encodeValue(item, options)).filter((item) => item !== undefined);
  return new Value().setListValue(new ListValue().setValuesList(encoded));
}

function encodeSigned(
  value: Secret | Unknown | Asset | Archive | ResourceReference,
  options: EncodeOptions,
): Value | undefined {
  if (value instanceof Unknown) return options.keepUnknowns ? encodeValue(unknownSentinel, options) : undefined;
  if (value instanceof Secret) return encodeSecret(value, options);
  if (value instanceof ResourceReference) return encodeReference(value, options);
  if (value instanceof Asset) return encodeValue(assetFields(options.elideAssets ? hashOnly(value) : value), options);
  const archive = options.elideAssets ? new Archive({ kind: "elided" }, value.hash) : value;
  return encodeValue(archiveFields(archive), options);
}

function encodeSecret(secret: Secret, options: EncodeOptions): Value | undefined {
  if (!options.keepSecrets) return encodeValue(secret.value, options);
  return encodeValue({ [signatureKey]: signatures.secret, value: secret.value }, options);
}

function encodeReference(reference: ResourceReference, options: EncodeOptions): Value | undefined {
  const { urn, id, packageVersion } = reference;
  if (!options.keepResources) return encodeValue(id ?? urn, options);
  const named = isUrn(urn) ? parseUrn(urn) : undefined;
  return encodeValue(
    {
      [signatureKey]: signatures.reference,
      urn,
      ...(named === undefined ? {} : { name: named.name, type: named.type }),
      ...(id === undefined ? {} : { id: id instanceof Unknown ? "" : id }),
      ...(packageVersion === "" ? {} : { packageVersion }),
    },
    options,
  );
}

function hashOnly(asset: Asset): Asset {
  return new Asset({ kind: "elided" }, asset.hash);
}

function decodeFields(struct: Struct, at: string): PropertyMap {
  const entries: [string, PropertyValue][] = [];
  struct.getFieldsMap().forEach((value, key) => {
    entries.push([key, decodeValue(value, at === "" ? key : `${at}.${key}`)]);
  });
  return Object.fromEntries(entries);
}

function decodeValue(value: Value, at: string): PropertyValue {
  switch (value.getKindCase()) {
    case Value.KindCase.NULL_VALUE:
      return null;
    case Value.KindCase.BOOL_VALUE:
      return value.getBoolValue();
    case Value.KindCase.NUMBER_VALUE:
      return value.getNumberValue();
    case Value.KindCase.STRING_VALUE:
      return decodeString(value.getStringValue());
    case Value.KindCase.LIST_VALUE:
      return (value.getListValue() ?? new ListValue())
        .getValuesList()
        .map((item, index) => decodeValue(item, `${at}[${index}]`));
    case Value.KindCase.STRUCT_VALUE:
      return valueFrom(decodeFields(value.getStructValue() ?? new Struct(), at), at, wireDecoders);
    default:
      throw malformed("value", at, "it has no kind");
  }
}

function decodeString(text: string): PropertyValue {
  return unknownSentinels.has(text) ? unknown : text;
}

const wireDecoders = new Map<PropertyValue, SignedDecoder>([
  [signatures.secret, decodeSecret],
  [signatures.output, decodeOutput],
  [signatures.byteString, refuseByteString],
]);

function decodeSecret(fields: PropertyMap, at: string): PropertyValue {
  if (fields.value === undefined) throw malformed("secret", at, "it has no value");
  return new Secret(fields.value);
}

function decodeOutput(fields: PropertyMap, at: string): PropertyValue {
  const value = fields.value === undefined ? unknown : fields.value;
  const { secret = false } = fields;
  if (typeof secret !== "boolean") throw malformed("output value", at, `its "secret" is not a boolean`);
  return secret ? new Secret(value) : value;
}

function refuseByteString(_fields: PropertyMap, at: string): never {
  throw malformed("byte string", at, "strings that are not UTF-8 are not supported");
}
