import fc from "fast-check";
import type { PropertyMap, PropertyValue } from "../../../../packages/model/property";
import { Archive, Asset, ResourceReference, Secret, unknown } from "../../../../packages/model/property";
import { unknownSentinels } from "../../../../packages/model/unknown-sentinels";
import { emptyArchiveHash } from "../../../../packages/engine/wire/signed-value";
import { signatureKey } from "../../../../packages/model/signatures";

const text = fc.string({ unit: "grapheme" }).filter((value) => !unknownSentinels.has(value));
const hash = fc.stringMatching(/^[0-9a-f]{64}$/).filter((value) => value !== emptyArchiveHash);
const filled = text.filter((value) => value !== "");
/** Both encodings take -0 and 0 for the same. */
const number = fc.double().map((value) => (value === 0 ? 0 : value));

const asset = fc.oneof(
  fc.tuple(filled, hash).map(([value, of]) => new Asset({ kind: "text", text: value }, of)),
  fc.tuple(filled, hash).map(([path, of]) => new Asset({ kind: "path", path }, of)),
  fc.tuple(filled, hash).map(([uri, of]) => new Asset({ kind: "uri", uri }, of)),
  hash.map((of) => new Asset({ kind: "elided" }, of)),
);

const archive = fc.oneof(
  fc.tuple(filled, hash).map(([path, of]) => new Archive({ kind: "path", path }, of)),
  fc
    .tuple(fc.dictionary(filled, asset, { minKeys: 1 }), hash)
    .map(([assets, of]) => new Archive({ kind: "assets", assets: { ...assets } }, of)),
  hash.map((of) => new Archive({ kind: "elided" }, of)),
);

const reference = fc
  .tuple(filled, fc.option(fc.oneof(filled, fc.constant(unknown)), { nil: undefined }), text)
  .map(([urn, id, version]) => new ResourceReference(urn, id, version));

const { value } = fc.letrec<{ value: PropertyValue; map: PropertyMap }>((tie) => ({
  value: fc.oneof(
    { depthSize: "small", withCrossShrink: true },
    fc.constant(null),
    fc.boolean(),
    number,
    text,
    fc.constant(unknown),
    asset,
    archive,
    reference,
    fc.array(tie("value"), { maxLength: 4 }),
    tie("map"),
    tie("value").map((inner) => new Secret(inner)),
  ),
  map: mapOf(tie("value")),
}));

/** Any property value but an empty text asset and an empty archive, which only their hashes tell from elided ones. */
export const anyValue: fc.Arbitrary<PropertyValue> = value;

export const anyMap: fc.Arbitrary<PropertyMap> = mapOf(value);

function mapOf(values: fc.Arbitrary<PropertyValue>): fc.Arbitrary<PropertyMap> {
  const keys = text.filter((key) => key !== signatureKey && key !== "__proto__");
  return fc.dictionary(keys, values, { maxKeys: 4, noNullPrototype: true });
}
