import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { recordedOutputs } from "../../../packages/cli/warn-of-missing";

const folder = mkdtempSync(join(tmpdir(), "berth-recorded-"));
const file = join(folder, "dev.json");
afterAll(() => rmSync(folder, { recursive: true }));

const host = {
  ...{ name: "berth-dev", address: "127.1.2.3", sshPort: 20022, user: "deploy", services: ["db"] },
  ...{ sshConfig: "/ssh/config", ssh: "ssh -F /ssh/config berth-dev" },
};

test("reads the hosts from a state file, and nothing where there are none", () => {
  const write = (outputs: unknown) =>
    writeFileSync(file, JSON.stringify({ version: 3, checkpoint: { latest: { resources: [{ outputs }] } } }));
  expect(recordedOutputs(join(folder, "none.json"))).toBeUndefined();
  write({ runtime: "containers", hosts: [host], url: "http://127.1.2.3" });
  expect(recordedOutputs(file)?.hosts).toEqual([host]);
  write({});
  expect(recordedOutputs(file)).toBeUndefined();
  writeFileSync(file, JSON.stringify({ version: 3, checkpoint: {} }));
  expect(recordedOutputs(file)).toBeUndefined();
});
