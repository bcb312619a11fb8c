import { PassThrough } from "node:stream";
import { LiveDisplay } from "../../../../packages/engine/report/live-display";
import { emptyState, nextState, renderFrame } from "../../../../packages/engine/report/live-frame";
import type { EngineEvent } from "../../../../packages/model/events";
import type { Step } from "../../../../packages/model/step";
import { urnOf } from "../support/planned";

function step(name: string, operation: Step["operation"]): Step {
  return { operation, urn: urnOf(name), type: "fake:index:Thing", replaceKeys: [], changedKeys: [] };
}
const started = (of: Step): EngineEvent => ({ kind: "step-started", step: of });
const finished = (of: Step): EngineEvent => ({ kind: "step-finished", step: of, milliseconds: 1000 });
const status = (name: string, message: string): EngineEvent => ({
  ...{ kind: "diagnostic", severity: "info", urn: urnOf(name), message, ephemeral: true },
});

/** The frame two seconds after the last of these events, of which one arrives each second. */
function frame(events: readonly EngineEvent[], columns = 80, rows = 24): string {
  const state = events.reduce((before, event, second) => nextState(before, event, second * 1000), emptyState(0));
  return renderFrame(state, (events.length + 1) * 1000, { columns, rows }).join("\n");
}
const [image, host, old] = [step("image", "create"), step("host", "update"), step("old", "delete")];

test("the frame shows what runs, for how long, its last status, and how far the run is", () => {
  const events = [
    started(image),
    started(host),
    status("image", "layer 1\nlayer 3 of 7\n"),
    started(old),
    finished(host),
  ];
  expect(frame(events)).toBe(`  fake:index:Thing image: creating for 6.0 s: layer 3 of 7
  fake:index:Thing old: deleting for 3.0 s
  1 done, 2 running after 6.0 s`);
});

test("nothing is shown when nothing runs; the halves of a replacement are not counted", () => {
  const half = step("image", "create-replacement");
  expect(frame([started(half), finished(half)])).toBe("");
  expect(frame([started(half), finished(half), started(host)])).toContain("0 done, 1 running");
});

test("what has not begun yet is next, in the order in which it is expected", () => {
  const prelude: EngineEvent = {
    ...{ kind: "prelude", config: {} },
    expected: [image, host, old].map(({ urn }) => urn),
  };
  expect(frame([prelude, started(host)])).toBe(`  fake:index:Thing host: updating for 2.0 s
  0 done, 1 running after 3.0 s, 2 to come; next: image, old`);
  expect(frame([prelude, started(host), started(image), started(old)])).toContain("3 running after 5.0 s");
  expect(frame([prelude, started(host), started(image), started(old)])).not.toContain("next");
});

test("a failed step is counted", () => {
  const failed: EngineEvent = { kind: "step-failed", step: image, message: "no", milliseconds: 1 };
  expect(frame([started(image), started(host), failed])).toBe(`  fake:index:Thing host: updating for 3.0 s
  0 done, 1 failed, 1 running after 4.0 s`);
});

test("the frame fits the terminal, and a status cannot move its cursor", () => {
  const events = [started(image), started(host), started(old), status("image", "\u001B[2J\tx")];
  expect(frame(events, 52, 5)).toBe(`  fake:index:Thing image: creating for 5.0 s:  [2J…
  fake:index:Thing host: updating for 4.0 s
  and 1 more
  0 done, 3 running after 5.0 s`);
});

test("a printed line stays above the display, which close erases", () => {
  const terminal = new PassThrough();
  const display = new LiveDisplay(terminal);
  display.handle(started(image));
  display.print("first");
  display.handle(finished(image));
  display.print("second");
  display.close();
  const text = String(terminal.read());
  expect(text).toBe(
    [
      "first\n  fake:index:Thing image: creating for 0.0 s\n  0 done, 1 running after 0.0 s\n",
      "\u001B[2A\u001B[1G\u001B[0Jsecond\n",
    ].join(""),
  );
});
