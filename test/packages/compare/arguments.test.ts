import { readArguments } from "../../../packages/compare/arguments";

test("without arguments the comparison makes stacks of its own", () => {
  expect(readArguments([])).toEqual({ mode: "full", discard: false });
  expect(readArguments(["--quick"])).toEqual({ mode: "quick", discard: false });
  expect(readArguments(["--once"])).toEqual({ mode: "once", discard: false });
  expect(readArguments(["--discard"])).toMatchObject({ discard: true });
});

test("two running stacks are read", () => {
  expect(readArguments(["--quick", "--containers", "dev", "--vms=vms"])).toEqual({
    mode: "quick",
    discard: false,
    given: { containers: "dev", vms: "vms" },
  });
});

test.each<[string, string[], RegExp]>([
  ["one runtime alone", ["--containers", "dev"], /^--vms is missing/],
  ["the other runtime alone", ["--vms", "vms"], /^--containers is missing/],
  ["--discard of given stacks", ["--discard", "--containers", "dev", "--vms", "vms"], /--discard cannot be combined/],
  ["two modes", ["--quick", "--once"], /--quick cannot be combined/],
  ["an option of another tool", ["--force"], /--force[^]*npm run compare/],
])("%s is an error with the usage", (_case, args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});
