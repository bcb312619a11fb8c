import { keptRepository, releaseOf } from "../../../../infra/runtimes/containers/release-names";

test.each([
  ["0123456789ab", "0123456789ab"],
  [`sha256:${"ab".repeat(32)}`, "abababababab"],
  [`1.dkr.ecr.example:5000/links/api@sha256:${"cd".repeat(32)}`, "cdcdcdcdcdcd"],
  ["berth.invalid/links/api:0123456789ab", "0123456789ab"],
  [undefined, ""],
])("the release of %s is %s", (unique, release) => {
  expect(releaseOf(unique)).toBe(release);
});

test("a kept release has a name that no registry can have, and none of another service", () => {
  expect(keptRepository("links", "api")).toBe("berth.invalid/links/api");
  expect(keptRepository("links", "Api_")).toMatch(/^berth\.invalid\/links\/api-[0-9a-f]{12}$/);
});
