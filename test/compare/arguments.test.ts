import { readArguments } from "../../compare/arguments";

test("two stacks and the mode are read", () => {
  expect(readArguments(["--containers", "dev", "--vms", "vms"])).toEqual({
    mode: "full",
    containers: "dev",
    vms: "vms",
  });
  expect(readArguments(["--quick", "--containers=dev", "--vms=vms"])).toMatchObject({ mode: "quick" });
});

test.each<[string, string[], RegExp]>([
  ["nothing", [], /^--containers and --vms missing\. npm run compare/],
  ["one side alone", ["--containers", "dev"], /^--vms missing/],
  ["an option of another tool", ["--force"], /--force[^]*npm run compare/],
])("%s is answered with how it is used", (_case, args, message) => {
  expect(() => readArguments(args)).toThrow(message);
});
