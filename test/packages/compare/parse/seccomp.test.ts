import { openCalls, parseSeccomp, syscallResult } from "../../../../packages/compare/parse/seccomp";

/** Lets only call 39 through. */
const one = "20000000000000001500000127000000060000000000ff7f0600000001000500";
/** Lets everything but call 39 through. */
const others = "200000000000000015000100270000000600000000" + "00ff7f0600000001000500";

const said = (lines: readonly string[]) => ["machine x86_64", ...lines].join("\n") + "\n";

test("the calls that are open are counted through all filters of a service", () => {
  const text = said([`filter api ${one}`, "filters api 1", `filter db ${others}`, "filters db 1"]);
  expect(parseSeccomp(text).map(openCalls)).toEqual([1, 466]);
  expect(syscallResult([parseSeccomp(text)])).toMatchObject({ measure: "syscalls", value: 466 });
});

test("of two filters the stricter one counts", () => {
  expect(parseSeccomp(said([`filter api ${one}`, `filter api ${others}`, "filters api 2"])).map(openCalls)).toEqual([
    0,
  ]);
});

test("without a filter every call is open", () => {
  expect(parseSeccomp(said(["filters api 0"])).map(openCalls)).toEqual([467]);
});

test("filters that did not come whole, no service and a processor that is not known give no figure", () => {
  expect(() => parseSeccomp(said([`filter api ${one}`, "filters api 2"]))).toThrow("api has 2 filters, 1 were read");
  expect(() => syscallResult([[]])).toThrow("no service");
  expect(() => openCalls({ service: "api", machine: "riscv64", filters: [] })).toThrow("riscv64");
});
