import { mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type Finished, Journal, type JournalKey } from "../../../../packages/compare/plan/journal";

const key: JournalKey = { machine: "test", versions: { node: "20" }, commit: "abc", mode: "full", stacks: "own" };
const finished = (round: number): Finished => ({
  task: { probe: "memory", runtime: "vms", round },
  seconds: 12,
  load: 1.5,
  results: [{ measure: "memory-hosts", value: 5 }],
});

let folder: string;
let file: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-journal-"));
  file = join(folder, "below", "journal.json");
});
afterEach(() => rmSync(folder, { recursive: true }));

test("a later run of the same machine, versions, commit and mode continues where this one stopped", () => {
  const first = Journal.open(file, key);
  first.add(finished(1));
  const second = Journal.open(file, key);
  expect(second.finished).toEqual([finished(1)]);
  expect(second.startedAt).toBe(first.startedAt);
  expect(second.taken()).toEqual(new Map([["memory/vms/1", 12]]));
});

test.each<[string, Partial<JournalKey>]>([
  ["another commit", { commit: "def" }],
  ["another version", { versions: { node: "22" } }],
  ["the other mode", { mode: "quick" }],
  ["other stacks", { stacks: "one, two" }],
  ["another machine", { machine: "other" }],
])("a run of %s starts from the beginning", (_case, other) => {
  Journal.open(file, key).add(finished(1));
  expect(Journal.open(file, { ...key, ...other }).finished).toEqual([]);
});

test("an end between two tasks leaves the file whole", () => {
  const journal = Journal.open(file, key);
  journal.add(finished(1));
  writeFileSync(`${file}.new`, "half of a fi");
  expect(Journal.open(file, key).finished).toHaveLength(1);
  Journal.open(file, key).add(finished(2));
  expect(readFileSync(file, "utf8")).toContain('"round": 2');
});

test.each(["half of a fi", '{ "finished": [] }'])("reports a file that is not a journal: %s", (text) => {
  Journal.open(file, key).add(finished(1));
  writeFileSync(file, text);
  expect(() => Journal.open(file, key)).toThrow(`${file} is not a comparison journal; delete it to start over`);
});
