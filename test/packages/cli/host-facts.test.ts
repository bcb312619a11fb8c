import { describeFacts, hostFacts } from "../../../packages/cli/host-facts";

const built = Date.UTC(2026, 10, 2) / 1000;

test("the lines of a host become facts and one line for people", () => {
  const facts = hostFacts(`denials 0\nupdates 3\nsecurityUpdates 1\nreboots 1\nimageBuilt ${built}\n`);
  expect(facts).toEqual({ denials: 0, updates: 3, securityUpdates: 1, needsReboot: true, imageBuilt: "2026-11-02" });
  expect(describeFacts(facts)).toBe(
    "0 SELinux denials since boot, 3 package updates (1 of security), needs a reboot, image of 2026-11-02",
  );
});

test("what a host has not looked for yet, and what its file system does not have, is left out", () => {
  const facts = hostFacts("denials 1\n");
  expect(facts).toEqual({ denials: 1, needsReboot: false });
  expect(describeFacts(facts)).toBe("1 SELinux denial since boot, updates not looked for yet");
  expect(describeFacts({ denials: 2, updates: 0, securityUpdates: 0, needsReboot: false })).toBe(
    "2 SELinux denials since boot, 0 package updates",
  );
});

test.each(["", "sudo: a password is required\n", "denials many\n"])("the output %j has no facts", (printed) => {
  expect(hostFacts(printed)).toBeUndefined();
  expect(describeFacts(hostFacts(printed))).toBe("denials and updates: unknown, the administrator's login failed");
});

test("the backups of a host are among its facts", () => {
  expect(hostFacts('denials 0\nbackups [{"target": "service:db"}]\n')).toEqual({
    denials: 0,
    needsReboot: false,
    backups: [{ target: "service:db" }],
  });
});
