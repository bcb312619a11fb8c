import { backupFaults } from "../../../infra/config/backup-faults";

const secure = { isSecure: () => true, written: { KEY: { secure: "v1:…" } } };
const none = { backupRepository: "", backupPassword: "", backupEnvironment: {} };
const whole = { backupRepository: "/backups", backupPassword: "p", backupEnvironment: { KEY: "k" } };

test("takes a repository with secure values, and a stack without a repository", () => {
  expect(backupFaults(whole, secure)).toEqual([]);
  expect(backupFaults(none, { isSecure: () => false, written: undefined })).toEqual([]);
});

test("refuses a repository without a password, with the command that sets it", () => {
  expect(backupFaults({ ...whole, backupPassword: "" }, secure)).toEqual([
    {
      key: "backupPassword",
      rule: "is missing, it encrypts /backups: npx berth config set --secret backupPassword",
    },
  ]);
});

test("refuses each value that is in clear in the stack's file, and quotes none", () => {
  const password = { key: "backupPassword", rule: "must be secure: npx berth config set --secret backupPassword" };
  const key = {
    key: "backupEnvironment",
    rule: "KEY must be secure: npx berth config set --secret --path backupEnvironment.KEY",
  };
  expect(backupFaults(whole, { isSecure: () => false, written: { KEY: "k" } })).toEqual([password, key]);
  const mixed = { ...whole, backupEnvironment: { KEY: "k", OTHER: "o" } };
  expect(backupFaults(mixed, { isSecure: () => true, written: { KEY: "k", OTHER: { secure: "v1:…" } } })).toEqual([
    key,
  ]);
});
