import { privateFolder } from "../../infra/host/private-folder";
import { allLinks, configureBackups, fillLinks } from "./support/backups";
import { restore } from "./support/edit";
import { expectNothingLeft } from "./support/nothing-left";
import { ObjectStore } from "./support/object-store";
import { answers, npm, qemuProcesses, readOutputs, root, until } from "./support/stack";

const store = new ObjectStore();
beforeAll(() => store.ready());
afterAll(() => {
  store.stop();
  restore();
});

test("a database that was backed up to an object store is the same, row by row, on a new machine", async () => {
  configureBackups(`${store.repository}/dev`, "a-password-of-this-test", {
    AWS_ACCESS_KEY_ID: "of-this-test",
    AWS_SECRET_ACCESS_KEY: "of-this-test-too",
  });
  expect((await npm("up")).code).toBe(0);
  const rows = fillLinks(await readOutputs());
  const backup = await npm("backup");
  expect([backup.code, backup.output]).toEqual([0, expect.stringContaining("service:db: snapshot ")]);
  expect((await npm("destroy")).code).toBe(0);
  expect((await npm("up")).code).toBe(0);
  const outputs = await readOutputs();
  expect(allLinks(outputs)).not.toBe(rows);
  const restored = await npm("restore", "db", "--yes");
  expect([restored.code, allLinks(outputs)]).toEqual([0, rows]);
  const volume = await npm("restore", "gateway-data", "--yes");
  expect(volume.code).toBe(0);
  await until("the page after the restore", 120, () => answers(outputs.url));
  expect((await npm("status")).output).toMatch(/db .*\(healthy\)/);
});

test("`destroy` of a stack whose VM is gone leaves no process, no port and no file but caches", async () => {
  const outputs = await readOutputs();
  // Its passphrase stays as long as the stack's file has something that it decrypts.
  restore();
  const [line = ""] = qemuProcesses(privateFolder(root, "dev"));
  process.kill(Number.parseInt(line), "SIGKILL");
  expect((await npm("destroy")).code).toBe(0);
  expectNothingLeft("dev", outputs);
});
