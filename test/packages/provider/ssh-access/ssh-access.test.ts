import { chmodSync, existsSync, rmSync, statSync } from "node:fs";
import { join } from "node:path";

import { newOpensshKey } from "../../../../packages/provider/key-pair/openssh-key";
import { runtimeFolderOf } from "../../../../packages/provider/runtime-folder";
import { sshAccess } from "../../../../packages/provider/ssh-access/ssh-access";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const { publicKey, privateKey } = newOpensshKey("x");
const inputs = {
  directory: join(scratch, "ssh"),
  hosts: [{ name: "web", address: "127.80.1.2", port: 20022, hostKey: publicKey }],
  loginUser: "deploy",
  loginKey: privateKey,
  adminUser: "admin",
  adminKey: privateKey,
};
const operation = operationNamed("access");

test("writes private files, repairs what is missing or was changed, and removes all", async () => {
  const { id, outputs } = await sshAccess.create(operation, inputs);
  const state = { id, inputs, outputs };
  const modes = ["", "ssh_config", "known_hosts", "login_key", "admin_key"].map(
    (name) => statSync(join(inputs.directory, name)).mode & 0o777,
  );
  expect(modes).toEqual([0o700, 0o600, 0o600, 0o600, 0o600]);
  expect(await sshAccess.drift?.(state, inputs, () => undefined)).toEqual([]);

  rmSync(join(inputs.directory, "known_hosts"));
  expect(await sshAccess.drift?.(state, inputs, () => undefined)).toEqual(["configPath"]);
  expect(await sshAccess.update?.(operation, inputs, state)).toEqual({
    configPath: join(inputs.directory, "ssh_config"),
  });
  expect(await sshAccess.drift?.(state, inputs, () => undefined)).toEqual([]);

  chmodSync(join(inputs.directory, "login_key"), 0o644);
  expect(await sshAccess.drift?.(state, inputs, () => undefined)).toEqual(["configPath"]);
  await sshAccess.update?.(operation, inputs, state);

  rmSync(runtimeFolderOf(inputs.directory), { recursive: true, force: true });
  expect(await sshAccess.drift?.(state, inputs, () => undefined)).toEqual([]);

  await sshAccess.delete(operation, state);
  expect(existsSync(inputs.directory)).toBe(false);
  expect(existsSync(runtimeFolderOf(inputs.directory))).toBe(false);
  await expect(sshAccess.delete(operation, state)).resolves.toBeUndefined();
});

test("refuses a host whose name is another one's alias for the administrator", () => {
  const [web] = inputs.hosts;
  const hosts = web === undefined ? [] : [web, { ...web, name: "web-admin" }];
  expect(sshAccess.faults?.({ ...inputs, hosts }, undefined)).toEqual([
    { property: "hosts", reason: "the alias web-admin is there twice" },
  ]);
});
