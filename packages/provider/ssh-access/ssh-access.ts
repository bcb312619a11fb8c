import { chmod, mkdir, readFile, rename, rm, stat, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { SshAccessInputs, SshAccessOutputs } from "@berth/resources/local-types";
import { absolutePath, list, optional, port, record, secretText, text } from "../fields";
import { exists, removeIfEmpty } from "../file-presence";
import type { Operation, ResourceKind } from "../resource-kind";
import { tryCommand } from "@berth/process/run-command";
import { runtimeFolderOf } from "../runtime-folder";
import { jumpUrl } from "./jump-block";
import { adminAlias, configPathOf, sshFiles } from "./ssh-files";

const alias = { pattern: /^[a-z][a-z0-9-]*$/, meaning: "letters a–z, digits and -" };
const user = { pattern: /^[a-z_][a-z0-9_-]*$/, meaning: "the name of a user" };
const address = { pattern: /^[0-9A-Za-z][0-9A-Za-z.:-]*$/, meaning: "an address or a host name" };
const hostKey = { pattern: /^ssh-ed25519 [A-Za-z0-9+/=]+( .*)?$/, meaning: "a public ed25519 key, one line" };

const proxy = { pattern: /^[A-Za-z0-9_./:=@ -]+$/, meaning: "a command of plain words" };

/** Files in a folder of their own; a missing or changed one is written again. */
export const sshAccess: ResourceKind<SshAccessInputs, SshAccessOutputs> = {
  fields: {
    directory: absolutePath,
    hosts: list(
      record({
        name: text(alias),
        address: text(address),
        port,
        hostKey: text(hostKey),
        proxyCommand: optional(text(proxy)),
      }),
    ),
    jumpHost: optional(
      record({ host: text(address), user: optional(text(user)), port: optional(port), hostKey: text(hostKey) }),
    ),
    loginUser: text(user),
    loginKey: secretText(),
    adminUser: text(user),
    adminKey: secretText(),
  },
  replaceKeys: ["directory"],
  faults: ({ hosts, jumpHost }) => {
    const own = hosts.flatMap(({ name }) => [name, adminAlias(name)]);
    const names = [...own, ...(jumpHost === undefined ? [] : [jumpHost.host])];
    const twice = [...new Set(names.filter((name, index) => names.indexOf(name) !== index))];
    return twice.map((name) => ({ property: "hosts", reason: `the alias ${name} is there twice` }));
  },
  drift: async ({ inputs }) => ((await isWhole(inputs)) ? [] : ["configPath"]),
  planned: (_urn, { directory }) => Promise.resolve({ configPath: configPathOf(directory) }),
  create: async (_operation, inputs) => ({ id: inputs.directory, outputs: await write(inputs) }),
  update: async (operation, news, { inputs }) => {
    await endConnections(operation, inputs);
    return write(news);
  },
  delete: async (operation, { inputs }) => {
    await endConnections(operation, inputs);
    for (const name of Object.keys(filesOf(inputs))) await rm(join(inputs.directory, name), { force: true });
    await removeIfEmpty(inputs.directory);
    await rm(runtimeFolderOf(inputs.directory), { recursive: true, force: true });
    await removeIfEmpty(join(runtimeFolderOf(inputs.directory), ".."));
  },
  read: async ({ inputs, outputs }) => ((await exists(inputs.directory)) ? outputs : undefined),
};

function filesOf(inputs: SshAccessInputs): Readonly<Record<string, string>> {
  return sshFiles(inputs, runtimeFolderOf(inputs.directory));
}

async function isWhole(inputs: SshAccessInputs): Promise<boolean> {
  const checks = Object.entries(filesOf(inputs)).map(async ([name, content]) => {
    const path = join(inputs.directory, name);
    if (!(await exists(path))) return false;
    return ((await stat(path)).mode & 0o777) === 0o600 && (await readFile(path, "utf8")) === content;
  });
  return (await Promise.all(checks)).every(Boolean);
}

async function write(inputs: SshAccessInputs): Promise<SshAccessOutputs> {
  const { directory } = inputs;
  await mkdir(directory, { recursive: true, mode: 0o700 });
  await chmod(directory, 0o700);
  for (const [name, content] of Object.entries(filesOf(inputs))) {
    const path = join(directory, name);
    await rm(`${path}.new`, { force: true });
    await writeFile(`${path}.new`, content, { mode: 0o600, flag: "wx" });
    await rename(`${path}.new`, path);
  }
  return { configPath: configPathOf(directory) };
}

/** A shared connection stays for a minute after its last use: end those that there are. */
async function endConnections(operation: Operation, { directory, hosts, jumpHost }: SshAccessInputs): Promise<void> {
  if (!(await exists(configPathOf(directory)))) return;
  const aliases = hosts.flatMap(({ name }) => [[name], [adminAlias(name)]]);
  // Exit code 255 says that there was none.
  const end = (destination: readonly string[]) =>
    tryCommand(["ssh", "-F", configPathOf(directory), "-O", "exit", ...destination], {
      limitMs: 5_000,
      signal: operation.signal,
    });
  await Promise.all(aliases.map(end));
  // After those that go through it.
  if (jumpHost !== undefined) await end([jumpUrl(jumpHost)]);
}
