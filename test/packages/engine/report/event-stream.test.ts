import type { EngineEvent } from "@berth/model/events";
import { Secret } from "@berth/model/property";
import { EventStream } from "../../../../packages/engine/report/event-stream";
import { stateOf, urnOf } from "../support/planned";

const hidden = { showSecrets: false };
const step = {
  operation: "create" as const,
  urn: urnOf("a"),
  type: "fake:index:Thing",
  after: stateOf("a", { inputs: { token: new Secret("hush") }, outputs: {} }),
  replaceKeys: [],
  changedKeys: [],
};

const bodies = (...events: EngineEvent[]) => {
  const stream = new EventStream(hidden);
  return events.flatMap((event) => stream.of(event));
};

test("a failed step has its error as a diagnostic, before its own event", () => {
  expect(bodies({ kind: "step-failed", step, message: "quota exceeded", milliseconds: 3 })).toMatchObject([
    {
      diagnosticEvent: { urn: step.urn, prefix: "error: ", message: "quota exceeded\n", severity: "error" },
    },
    { resOpFailedEvent: { metadata: { op: "create", urn: step.urn } } },
  ]);
});

test("no secret is in an event", () => {
  const line = JSON.stringify(bodies({ kind: "step-finished", step, milliseconds: 3 }));
  expect(line).toContain("[secret]");
  expect(line).not.toContain("hush");
});

test.each<[EngineEvent, object]>([
  [{ kind: "prelude", config: { "a:b": "1" } }, { preludeEvent: { config: { "a:b": "1" } } }],
  [
    { kind: "diagnostic", severity: "info", message: "hello", ephemeral: true },
    { diagnosticEvent: { prefix: "", message: "hello\n", severity: "info#err", ephemeral: true } },
  ],
  [
    {
      kind: "summary",
      summary: { preview: false, result: "failed", milliseconds: 2600, changes: { create: 1 }, untouched: 2 },
    },
    { summaryEvent: { durationSeconds: 3, resourceChanges: { create: 1 }, isPreview: false, result: "failed" } },
  ],
])("the event %j has the CLI's shape", (event, expected) => {
  expect(bodies(event)).toMatchObject([expected]);
});

test("the stack's outputs are the last event before the summary, and none of a run that failed", () => {
  const stack = { ...step, type: "pulumi:pulumi:Stack", after: { ...step.after, custom: false } };
  const events = (result: "succeeded" | "failed"): readonly EngineEvent[] => [
    { kind: "step-started", step: stack },
    { kind: "step-finished", step: stack, milliseconds: 0 },
    { kind: "outputs", urn: stack.urn, before: {}, after: { url: "u" } },
    { kind: "step-started", step },
    { kind: "step-finished", step, milliseconds: 0 },
    { kind: "summary", summary: { preview: false, result, milliseconds: 0, changes: {}, untouched: 0 } },
  ];
  const kinds = (result: "succeeded" | "failed") => bodies(...events(result)).flatMap((body) => Object.keys(body));
  const shared = ["resourcePreEvent", "resourcePreEvent", "resOutputsEvent"];
  expect(kinds("succeeded")).toEqual([...shared, "resOutputsEvent", "summaryEvent"]);
  expect(kinds("failed")).toEqual([...shared, "summaryEvent"]);
});
