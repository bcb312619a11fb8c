import fc from "fast-check";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { Archive, Asset, ResourceReference, Secret, unknown } from "../../../../packages/model/property";
import type { EncodeOptions } from "../../../../packages/engine/wire/property-struct";
import { decodeProperties, encodeProperties } from "../../../../packages/engine/wire/property-struct";
import { anyMap } from "../support/property-arbitrary";

const all: EncodeOptions = { keepSecrets: true, keepUnknowns: true, keepResources: true, elideAssets: false };
const sig = "4dabf18193072939515e22adb298388d";

function sent(value: Record<string, JavaScriptValue>) {
  return decodeProperties(Struct.deserializeBinary(Struct.fromJavaScript(value).serializeBinary()));
}

test("what is encoded for a receiver that takes everything comes back the same", () => {
  fc.assert(
    fc.property(anyMap, (map) => {
      const bytes = encodeProperties(map, all).serializeBinary();
      expect(decodeProperties(Struct.deserializeBinary(bytes))).toEqual(map);
    }),
  );
});

test("no secret, unknown or reference marker is left for a receiver that takes none", () => {
  const none = { keepSecrets: false, keepUnknowns: false, keepResources: false, elideAssets: true };
  const map = {
    password: new Secret({ inner: new Secret("x") }),
    gone: unknown,
    list: [1, unknown, 2],
    custom: new ResourceReference("urn:pulumi:s::p::t:m:T::n", "i-1"),
    component: new ResourceReference("urn:pulumi:s::p::t:m:C::n", undefined),
    file: new Asset({ kind: "path", path: "./x" }, "aa"),
    folder: new Archive({ kind: "path", path: "./y" }, "bb"),
  };
  expect(encodeProperties(map, none).toJavaScript()).toEqual({
    password: { inner: "x" },
    list: [1, 2],
    custom: "i-1",
    component: "urn:pulumi:s::p::t:m:C::n",
    file: { [sig]: "c44067f5952c0a294b673a41bacd8c17", hash: "aa" },
    folder: { [sig]: "0def7320c3a5731c473e5ecbe6d01bc7", hash: "bb" },
  });
});

test("a reference carries name and type, and an empty id while the id is not known", () => {
  const map = { r: new ResourceReference("urn:pulumi:s::p::a:b:P$t:m:T::x::y", unknown, "1.2.3") };
  expect(encodeProperties(map, all).toJavaScript()).toEqual({
    r: {
      [sig]: "5cf8f73096256a8f31e491e813e4eb8e",
      urn: "urn:pulumi:s::p::a:b:P$t:m:T::x::y",
      id: "",
      name: "x::y",
      type: "t:m:T",
      packageVersion: "1.2.3",
    },
  });
});

test.each([
  ["string", "04da6b54-80e4-46f7-96ec-b56ff0331ba9"],
  ["boolean", "1c4a061d-8072-4f0a-a4cb-0ff528b18fe7"],
  ["number", "3eeb2bf0-c639-47a8-9e75-3b44932eb421"],
  ["array", "6a19a0b0-7e62-4c92-b797-7f8e31da9cc2"],
  ["asset", "030794c1-ac77-496b-92df-f27374a8bd58"],
  ["archive", "e48ece36-62e2-4504-bad9-02848725956a"],
  ["object", "dd056dcd-154b-4c76-9bd3-c8f88648b5ff"],
])("the sentinel of an unknown %s is unknown", (_kind, sentinel) => {
  expect(sent({ x: [sentinel], y: `${sentinel} ` })).toEqual({ x: [unknown], y: `${sentinel} ` });
});

test("output values become what is in them", () => {
  const output = (fields: object) => ({ [sig]: "d0e6a833031e9bbcd3f4e8bde6ca49a4", ...fields });
  expect(
    sent({
      plain: output({ value: 1, dependencies: ["urn"] }),
      none: output({ value: null }),
      later: output({}),
      hidden: output({ value: "x", secret: true }),
      hiddenLater: output({ secret: true }),
    }),
  ).toEqual({ plain: 1, none: null, later: unknown, hidden: new Secret("x"), hiddenLater: new Secret(unknown) });
});

test("the SDK's own marks on assets are dropped", () => {
  const asset = { [sig]: "c44067f5952c0a294b673a41bacd8c17", __pulumiAsset: true, text: "hi" };
  const archive = { [sig]: "0def7320c3a5731c473e5ecbe6d01bc7", __pulumiArchive: true, assets: { a: asset } };
  const hi = new Asset({ kind: "text", text: "hi" }, "");
  expect(sent({ asset, archive })).toEqual({
    asset: hi,
    archive: new Archive({ kind: "assets", assets: { a: hi } }, ""),
  });
});

test("an asset without contents is an empty text, unless its hash is of another one", () => {
  const asset = (hash?: string) => ({
    [sig]: "c44067f5952c0a294b673a41bacd8c17",
    ...(hash === undefined ? {} : { hash }),
  });
  const empty = "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855";
  expect(sent({ a: asset(), b: asset(empty), c: asset("ff") })).toEqual({
    a: new Asset({ kind: "text", text: "" }, ""),
    b: new Asset({ kind: "text", text: "" }, empty),
    c: new Asset({ kind: "elided" }, "ff"),
  });
});

test.each([
  [
    "a secret without value",
    { [sig]: "1b47061264138c4ac30d75fd1eb44270" },
    `decode secret at "a.b[0]": it has no value`,
  ],
  [
    "a reference without urn",
    { [sig]: "5cf8f73096256a8f31e491e813e4eb8e" },
    `decode resource reference at "a.b[0]": it has no urn`,
  ],
  ["a signature nobody knows", { [sig]: "x" }, `decode value at "a.b[0]": its signature is not known`],
  [
    "an asset whose path is a number",
    { [sig]: "c44067f5952c0a294b673a41bacd8c17", path: 1 },
    `decode signed value at "a.b[0]": its "path" is not a string`,
  ],
  [
    "a string that is not UTF-8",
    { [sig]: "803fd3297a5875dc03ca845dda5d2a98", value: "/w==" },
    `decode byte string at "a.b[0]": strings that are not UTF-8 are not supported`,
  ],
])("%s is refused with its path", (_what, value, message) => {
  expect(() => sent({ a: { b: [value] } })).toThrow(message);
});

test("keys that JavaScript objects have from birth are data", () => {
  const map = { constructor: 1, toString: "x" };
  expect(decodeProperties(encodeProperties(map, all))).toEqual(map);
});

test("an absent struct is an empty map", () => {
  expect(decodeProperties(undefined)).toEqual({});
});
