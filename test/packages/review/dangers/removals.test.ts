import { removalDangers } from "../../../../packages/review/dangers/removals";
import { plannedState, plannedStep } from "../support/planned-step";

const volume = (operation: string, retainOnDelete: boolean) =>
  removalDangers([
    plannedStep("docker:index/volume:Volume", operation, {}, { before: plannedState({}, { retainOnDelete }) }),
  ]).map(({ text }) => text);

test("reports what happens to a volume's data, whether the volume is deleted or recreated", () => {
  expect(volume("delete", true)).toEqual(["volume `it` is deleted from the stack; its data stays on the host's disk"]);
  expect(volume("replace", true)).toEqual([
    "volume `it` is replaced because what it depends on is replaced; its data stays on the host's disk",
  ]);
  expect(volume("delete", false)).toEqual(["volume `it` is deleted, and all its data is lost"]);
});
