import type { EngineEvent } from "@berth/model/events";
import { Secret } from "@berth/model/property";
import { eventLines } from "../../../../packages/engine/report/json";
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

const bodies = (event: EngineEvent) =>
  eventLines(event, 7, hidden).map((line) => {
    const { sequence, timestamp, ...body } = JSON.parse(line) as Record<string, unknown>;
    expect(timestamp).toEqual(expect.any(Number));
    return { sequence, ...body };
  });

test("a failed step has its error as a diagnostic, before its own event", () => {
  expect(bodies({ kind: "step-failed", step, message: "quota exceeded", milliseconds: 3 })).toMatchObject([
    {
      sequence: 7,
      diagnosticEvent: { urn: step.urn, prefix: "error: ", message: "quota exceeded\n", severity: "error" },
    },
    { sequence: 8, resOpFailedEvent: { metadata: { op: "create", urn: step.urn } } },
  ]);
});

test("no secret is in an event", () => {
  const [line = ""] = eventLines({ kind: "step-finished", step, milliseconds: 3 }, 1, hidden);
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
