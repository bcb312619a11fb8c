import { pinned } from "../../../../packages/provider/pinned/pinned";
import { operationNamed } from "../operation";

const operation = operationNamed("image");
const first = { generation: 1, value: "old" };

test("a newer value waits until the generation changes, in previews as in runs", async () => {
  const { id, outputs } = await pinned.create(operation, first);
  expect(outputs).toEqual({ held: "old" });
  const state = { id, inputs: first, outputs };
  const newer = { generation: 1, value: "new" };
  expect(await pinned.planned?.("image", newer, state)).toEqual({ held: "old" });
  expect(await pinned.update?.(operation, newer, state)).toEqual({ held: "old" });
  const waiting = { id, inputs: newer, outputs };
  const raised = { generation: 2, value: "new" };
  expect(await pinned.planned?.("image", raised, waiting)).toEqual({ held: "new" });
  expect(await pinned.update?.(operation, raised, waiting)).toEqual({ held: "new" });
});

test("the first plan knows what will be held", async () => {
  expect(await pinned.planned?.("image", first, undefined)).toEqual({ held: "old" });
});
