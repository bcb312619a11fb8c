import { noDiff } from "@berth/model/no-diff";
import type { DiffResult } from "@berth/model/provider";
import { settleDiff } from "../../../../packages/engine/plan/diff";

const [olds, news] = [{ size: 1 }, { size: 2 }];
const unsure: DiffResult = { ...noDiff, changes: "unknown" };
const ofInputs = {
  ...noDiff,
  changes: "some",
  changedKeys: ["size"],
  detailedDiff: { size: { kind: "update", inputDiff: true } },
};

test.each<[string, DiffResult, object]>([
  ["names nothing: the inputs tell", unsure, ofInputs],
  ["names what forces a replacement", { ...unsure, replaceKeys: ["size"] }, { ...ofInputs, replaceKeys: ["size"] }],
  [
    "names the order and the changed keys too",
    { ...unsure, replaceKeys: ["size"], changedKeys: ["size", "area"], deleteBeforeReplace: true },
    { ...ofInputs, replaceKeys: ["size"], changedKeys: ["size", "area"], deleteBeforeReplace: true },
  ],
  [
    "has a detailed diff",
    { ...unsure, detailedDiff: { size: { kind: "update-replace", inputDiff: false } } },
    { ...ofInputs, detailedDiff: { size: { kind: "update-replace", inputDiff: false } } },
  ],
])("a provider that does not report whether there are changes %s", (_what, diff, expected) => {
  expect(settleDiff(diff, olds, news)).toEqual(expected);
});

test("equal inputs are not a change, whatever an unsure provider names", () => {
  expect(settleDiff({ ...unsure, replaceKeys: ["size"] }, olds, olds)).toEqual(noDiff);
});

test("a provider that is sure is believed", () => {
  expect(settleDiff(noDiff, olds, news)).toEqual(noDiff);
});
