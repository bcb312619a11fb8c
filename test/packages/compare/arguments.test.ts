import { readArguments } from "../../../packages/compare/arguments";

test("without arguments the comparison makes stacks of its own", () => {
  expect(readArguments([])).toEqual({ mode: "full", discard: false });
  expect(readArguments(["--quick"])).toEqual({ mode: "quick", discard: false });
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
  ["one side alone", ["--containers", "dev"], /^--vms is missing/],
  ["the other side alone", ["--vms", "vms"], /^--containers is missing/],
  ["throwing away somebody's stacks", ["--discard", "--containers", "dev", "--vms", "vms"], /no stack of yours/],
  ["an option of another tool", ["--force"], /--force[^]*npm run compare/],
])("%s is answered with how it is used", (_case, args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});
