import fc from "fast-check";

import { imageSource } from "../../../../packages/provider/stock-image/image-source";

const sum = "a".repeat(64);

test("knows the one that is built here, a path, and a URL with its checksum", () => {
  expect(imageSource("stock")).toEqual({ kind: "built" });
  expect(imageSource("/images/my debian.qcow2")).toEqual({ kind: "path", path: "/images/my debian.qcow2" });
  expect(imageSource(`https://example.org/debian.qcow2#sha256=${sum}`)).toEqual({
    kind: "url",
    url: "https://example.org/debian.qcow2",
    algorithm: "sha256",
    checksum: sum,
  });
});

test.each([
  ["a URL without a checksum", "https://example.org/debian.qcow2"],
  ["a URL that anyone on the way can change", `http://example.org/debian.qcow2#sha256=${sum}`],
  ["a checksum that is cut short", `https://example.org/debian.qcow2#sha256=${sum.slice(1)}`],
  ["a checksum of another length", `https://example.org/debian.qcow2#sha512=${sum}`],
  ["a weak checksum", `https://example.org/debian.qcow2#md5=${"a".repeat(32)}`],
  ["a path that depends on where one is", "debian.qcow2"],
  ["a path with a line break", "/images/a\nb"],
  ["nothing", ""],
])("refuses %s", (_what, text) => {
  expect(imageSource(text)).toBeUndefined();
});

test("whatever it takes for a URL is https and has a whole checksum", () => {
  fc.assert(
    fc.property(fc.string(), fc.stringMatching(/^[0-9a-f]{0,130}$/), (name, checksum) => {
      const source = imageSource(`https://example.org/${name}#sha256=${checksum}`);
      expect(source === undefined || (source.kind === "url" && source.checksum.length === 64)).toBe(true);
    }),
  );
});
