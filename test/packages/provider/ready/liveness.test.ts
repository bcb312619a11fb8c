import { livenessOf } from "../../../../packages/provider/ready/liveness";

test.each([
  ["answers as before", { exitCode: 0, stdout: "Enforcing\n", stderr: "" }, { kind: "ready" }],
  [
    "answers with its room",
    { exitCode: 0, stdout: "Enforcing\n 5  100\n", stderr: "" },
    { kind: "ready", room: { freeBytes: 5, sizeBytes: 100 } },
  ],
  ["can't read its room", { exitCode: 0, stdout: "Enforcing\ndf: no such file\n", stderr: "" }, { kind: "ready" }],
  ["answers something else", { exitCode: 0, stdout: "Permissive\n", stderr: "" }, { kind: "changed" }],
  ["can't say", { exitCode: 127, stdout: "", stderr: "getenforce: not found" }, { kind: "changed" }],
  ["shows another key", { exitCode: 255, stdout: "", stderr: "Host key verification failed.\n" }, { kind: "changed" }],
  [
    "does not answer",
    { exitCode: 255, stdout: "", stderr: "connect to host web port 22: Connection timed out\n" },
    { kind: "unanswered", reason: "connect to host web port 22: Connection timed out" },
  ],
])("a host that %s", (_what, answer, expected) => {
  expect(livenessOf(answer, "web")).toEqual(expected);
});
