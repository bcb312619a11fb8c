import { configKey, isOwnKey } from "../../../../packages/engine/project/config-key";

test.each([
  ["region", "shop:region"],
  ["aws:region", "aws:region"],
  ["aws:config:region", "aws:region"],
  ["aws:other:region", undefined],
  ["a:b:c:d", undefined],
  ["", undefined],
  [":region", undefined],
  ["aws:", undefined],
])("completes %j to %j", (key, full) => {
  expect(configKey("shop", key)).toBe(full);
});

test("knows the project's own keys", () => {
  expect([isOwnKey("shop", "shop:region"), isOwnKey("shop", "shopping:region")]).toEqual([true, false]);
});
