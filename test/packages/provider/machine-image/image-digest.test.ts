import fc from "fast-check";

import type { ImageInputs } from "../../../../packages/resources/local-types";
import { imageDigest } from "../../../../packages/provider/machine-image/image-digest";

const inputs: ImageInputs = {
  release: "trixie",
  packages: ["b", "a"],
  files: { "/x": "1", "/y": "2" },
  script: "/x",
  sizeGiB: 4,
};
const builder = { "build.sh": "echo" };

test("does not depend on the order of packages and files", () => {
  const other = { ...inputs, packages: ["a", "b", "a"], files: { "/y": "2", "/x": "1" } };
  expect(imageDigest(other, builder)).toBe(imageDigest(inputs, builder));
});

test.each<[string, Partial<ImageInputs>, Record<string, string>]>([
  ["release", { release: "sid" }, builder],
  ["packages", { packages: ["a"] }, builder],
  ["a file's content", { files: { "/x": "1", "/y": "3" } }, builder],
  ["a file's path", { files: { "/x": "1", "/z": "2" } }, builder],
  ["script", { script: "/y" }, builder],
  ["size", { sizeGiB: 5 }, builder],
  ["the builder", {}, { "build.sh": "true" }],
])("is another one when %s changes", (_what, change, otherBuilder) => {
  expect(imageDigest({ ...inputs, ...change }, otherBuilder)).not.toBe(imageDigest(inputs, builder));
});

test("can't be made equal by moving text between path and content", () => {
  fc.assert(
    fc.property(fc.string(), fc.string(), fc.string(), fc.string(), (a, b, c, d) => {
      fc.pre(a !== c || b !== d);
      expect(imageDigest({ ...inputs, files: { [a]: b } }, {})).not.toBe(
        imageDigest({ ...inputs, files: { [c]: d } }, {}),
      );
    }),
  );
});
