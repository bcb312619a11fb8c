import { TextReport } from "../../../../packages/engine/report/text-report";
import type { EngineEvent } from "../../../../packages/model/events";
import type { Step } from "../../../../packages/model/step";
import { stateOf, urnOf } from "../support/planned";

const inputs = { files: Object.fromEntries(Array.from({ length: 40 }, (_, n) => [`/f${n}`, "x\n".repeat(400)])) };

function step(name: string, operation: Step["operation"], fields: Partial<Step> = {}): Step {
  return { operation, urn: urnOf(name), type: "fake:index:Thing", replaceKeys: [], changedKeys: [], ...fields };
}

const [old, now] = [stateOf("any", { inputs: { size: 1 } }), stateOf("any", { inputs: { size: 2 } })];
const steps: readonly Step[] = [
  step("image", "create", { after: stateOf("image", { inputs }) }),
  step("kept", "same", { before: old, after: old }),
  step("grown", "update", { before: old, after: now }),
  step("anew", "create-replacement", { before: old, after: now, replaceKeys: ["size"] }),
  step("anew", "replace", { before: old, after: now, replaceKeys: ["size"] }),
  step("anew", "delete-replaced", { before: old }),
  step("gone", "delete", { before: { ...old, protect: true } }),
  step("found", "read", { after: old }),
];
const changes = { create: 1, same: 1, update: 1, replace: 1, delete: 1 };

const plain = {
  preview: false,
  verbose: false,
  showSecrets: false,
  showSames: false,
  showReads: false,
  showReplacementSteps: false,
};

/** Everything that the report writes of a run with these steps. */
function told(preview: boolean, more: Partial<typeof plain> = {}): string {
  const lines: string[] = [];
  const report = new TextReport((line) => lines.push(line), { ...plain, preview, ...more });
  const events: readonly EngineEvent[] = [
    ...steps.flatMap((of): EngineEvent[] => [
      { kind: "step-started", step: of },
      { kind: "step-finished", step: of, milliseconds: 1500 },
    ]),
    { kind: "summary", summary: { preview, result: "succeeded", milliseconds: 65_000, changes, untouched: 0 } },
  ];
  for (const event of events) report.handle(event);
  report.close();
  return lines.join("\n");
}

test("a preview shows what will happen, with the properties of new resources cut to a readable length", () => {
  expect(told(true)).toBe(`+  fake:index:Thing image: create
      + files: 40 entries: ${Object.keys(inputs.files).join(", ")}
~  fake:index:Thing grown: update
      ~ size: 1 => 2
+- fake:index:Thing anew: replace
      ~ size: 1 => 2 !
-  fake:index:Thing gone: delete (protected: \`up\` will refuse)
Resources: 1 to create, 1 unchanged, 1 to update, 1 to replace, 1 to delete; preview succeeded in 1 min 5 s`);
});

test("an update shows what it does and which properties change, not those of created or deleted resources", () => {
  expect(told(false)).toBe(`+  fake:index:Thing image: creating
  fake:index:Thing image: created in 1.5 s
~  fake:index:Thing grown: updating
      ~ size: 1 => 2
  fake:index:Thing grown: updated in 1.5 s
++ fake:index:Thing anew: creating the new one
      ~ size: 1 => 2 !
  fake:index:Thing anew: created the new one in 1.5 s
-- fake:index:Thing anew: deleting the old one
  fake:index:Thing anew: deleted the old one in 1.5 s
-  fake:index:Thing gone: deleting
  fake:index:Thing gone: deleted in 1.5 s
Resources: 1 created, 1 unchanged, 1 updated, 1 replaced, 1 deleted; succeeded in 1 min 5 s`);
});

test.each([
  ["showSames", ["   fake:index:Thing kept: same"]],
  ["showReads", [">  fake:index:Thing found: read", "      + size: 1"]],
  [
    "showReplacementSteps",
    [
      "++ fake:index:Thing anew: create-replacement",
      "      ~ size: 1 => 2 !",
      "-- fake:index:Thing anew: delete-replaced",
    ],
  ],
] as const)("%s adds its steps to a preview", (option, added) => {
  const without = told(true).split("\n");
  const rest = [...without];
  const more = told(true, { [option]: true })
    .split("\n")
    .filter((line) => {
      const index = rest.indexOf(line);
      if (index >= 0) rest.splice(index, 1);
      return index < 0;
    });
  expect(rest).toEqual([]);
  expect(more).toEqual(added);
});

test.each([
  ["that other lines have followed is repeated before the summary", ["cut off"], 2],
  ["that was the last line is not repeated", [], 1],
])("the first error of a failed run %s", (_what, followers, times) => {
  const lines: string[] = [];
  const report = new TextReport((line) => lines.push(line), plain);
  report.handle({ kind: "step-failed", step: step("a", "create"), message: "quota exceeded", milliseconds: 1000 });
  for (const message of followers) report.handle({ kind: "diagnostic", severity: "error", message });
  const summary = { preview: false, result: "failed" as const, milliseconds: 2000, changes: {}, untouched: 0 };
  report.handle({ kind: "summary", summary });
  report.close();
  const cause = "error: fake:index:Thing a: create: quota exceeded (after 1.0 s)";
  expect(lines.filter((line) => line === cause)).toHaveLength(times);
  expect(lines.slice(-2)).toEqual([cause, "Resources: nothing to do; failed in 2.0 s"]);
});
