import { finishCommandSync } from "../../../packages/process/finish-command-sync";

test.each([
  [["sh", "-c", "echo out; echo why >&2; exit 3"], { exitCode: 3, stdout: "out\n", stderr: "why\n" }],
  [["no-such-program-here"], { exitCode: 127, stdout: "", stderr: "no-such-program-here is not installed" }],
  [["sh", "-c", "echo begun; exec sleep 60"], { exitCode: 124, stdout: "begun\n", stderr: "sh: no end after 0.5 s" }],
])("resolves to how %j ended", (argv, result) => {
  expect(finishCommandSync(argv, { limitMs: 500 })).toEqual(result);
});
