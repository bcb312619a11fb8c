import type { Run } from "../../../../packages/engine/execute/run";
import { RunStatus } from "../../../../packages/engine/execute/run";
import { SelectedGoals } from "../../../../packages/engine/execute/selected-goals";
import { Journal } from "../../../../packages/engine/stack/journal";
import { goalOf, stateOf, urnOf } from "../support/planned";

function run(preview: boolean) {
  const messages: string[] = [];
  const kept = stateOf("kept", { dependencies: [urnOf("turned")] });
  const base = { resources: [stateOf("turned"), kept], pendingOperations: [], metadata: {} };
  const journal = new Journal(base, () => Promise.resolve());
  journal.note({ kind: "keep", old: kept });
  const emit: Run["emit"] = (event) => event.kind === "diagnostic" && messages.push(event.message);
  const context = { preview, base, journal, emit, status: new RunStatus() } as unknown as Run;
  return { context, messages };
}

test("what depends on a resource that is not created cannot be reached; a preview reports it and goes on", () => {
  const goal = goalOf("user", { dependencies: [urnOf("new")] });
  const message = `Resource '${goal.urn}' depends on '${urnOf("new")}' which was was not specified in --target list.`;
  const real = new SelectedGoals(run(false).context);
  expect(real.skipCreate(goalOf("new"))).toMatchObject({ urn: urnOf("new"), outputs: {} });
  expect(() => real.demandReachable(goal, undefined)).toThrow(message);
  const { context, messages } = run(true);
  const planned = new SelectedGoals(context);
  planned.skipCreate(goalOf("new"));
  planned.demandReachable(goal, undefined);
  expect([messages, context.status.result]).toEqual([[message], "failed"]);
});

test("what a kept resource depends on cannot begin to depend on it", () => {
  const goals = new SelectedGoals(run(false).context);
  const turned = goalOf("turned", { dependencies: [urnOf("kept")] });
  expect(() => goals.demandReachable(turned, stateOf("turned"))).toThrow("which depends on it in the state");
  expect(() => goals.demandReachable(goalOf("other", { dependencies: [urnOf("kept")] }), undefined)).not.toThrow();
});

test("what depends on a failed resource is known", () => {
  const goals = new SelectedGoals(run(false).context);
  goals.fail(urnOf("a"));
  expect(goals.dependsOnFailed(goalOf("b", { dependencies: [urnOf("a")] }))).toBe(true);
  expect(goals.dependsOnFailed(goalOf("c"))).toBe(false);
});
