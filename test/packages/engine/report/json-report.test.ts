import { JsonReport } from "../../../../packages/engine/report/json-report";
import { plainDisplay as display } from "../support/plain-display";

const prelude = { kind: "prelude", config: { "p:key": "text" } } as const;

test("a run is a line for each event, numbered, and a last one", () => {
  const lines: string[] = [];
  const report = new JsonReport((line) => lines.push(line), { ...display, preview: false });
  report.handle(prelude);
  report.end();
  expect(lines.map((line) => JSON.parse(line) as unknown)).toMatchObject([
    { sequence: 1, preludeEvent: { config: { "p:key": "text" } } },
    { sequence: 2, cancelEvent: {} },
  ]);
});

test("a preview is one object, written at its end", () => {
  const texts: string[] = [];
  const report = new JsonReport((text) => texts.push(text), { ...display, preview: true });
  report.handle(prelude);
  expect(texts).toEqual([]);
  report.end();
  expect(texts.map((text) => JSON.parse(text) as unknown)).toMatchObject([{ config: { "p:key": "text" }, steps: [] }]);
});
