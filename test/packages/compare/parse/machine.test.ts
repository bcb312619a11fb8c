import { parseMachine, versionsOf } from "../../../../packages/compare/parse/machine";

const text = "processors 2\nmemory 2073034752\nversion debian 13.1\nversion kernel 6.12.117+deb13-cloud-amd64\n";

test("a machine's size and versions are read", () => {
  expect(parseMachine(text)).toEqual({
    processors: 2,
    memoryBytes: 2073034752,
    versions: { debian: "13.1", kernel: "6.12.117+deb13-cloud-amd64" },
  });
  expect(() => parseMachine("processors 2\n")).toThrow("printed no `memory` line");
});

test("versions come from both runtimes; where they differ, both are listed", () => {
  const other = { ...parseMachine(text), versions: { debian: "13.2", systemd: "257" } };
  expect(versionsOf({ containers: [parseMachine(text)], vms: [other, other] })).toEqual({
    debian: "13.1 and 13.2",
    kernel: "6.12.117+deb13-cloud-amd64",
    systemd: "257",
  });
});
