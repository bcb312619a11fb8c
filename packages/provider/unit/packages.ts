import { join } from "node:path";
import type { PackagesInputs, PackagesOutputs } from "@berth/resources/host-types";
import { absolutePath, integer, list, mapOf, record, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { runRemote } from "../ssh-access/remote-command";
import { alias } from "../ssh-access/host-alias";
import { guestPath, serviceName } from "./field-rules";
import { planText, writeTo } from "./laid-files";
import { packed, runSent } from "./sent-script";

const installScript = "install-packages.sh";
const askLimitMs = 15_000;
const packageName = { pattern: /^[a-z0-9][a-z0-9+.-]+$/, meaning: "the name of a Debian package" };

/** What a service needs of Debian on its host, and the user that it runs as. Both stay when it goes: its machine goes with it. */
export const packages: ResourceKind<PackagesInputs, PackagesOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    generation: text(),
    service: text(serviceName),
    account: record({ name: text(serviceName), uid: integer(0, 99_999), gid: integer(0, 99_999) }),
    packages: list(text(packageName)),
    settings: mapOf(guestPath, text()),
  },
  replaceKeys: ["host", "service"],
  drift: async ({ inputs }) => ((await areMissing(inputs)) ? ["installed"] : []),
  planned: (_urn, news) => Promise.resolve({ installed: news.packages }),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.service}/packages`,
    outputs: await install(operation, inputs),
  }),
  update: install,
  delete: () => Promise.resolve(),
};

async function install(operation: Operation, inputs: PackagesInputs): Promise<PackagesOutputs> {
  await runSent(operation, inputs, { script: installScript, secrets: {}, payload: await packagesPayload(inputs) });
  return { installed: inputs.packages };
}

/** What the script works on: its plan, and the settings. */
export function packagesPayload({ service, account, packages: names, settings }: PackagesInputs): Promise<string> {
  return packed(installScript, async (folder) => {
    const { name, uid, gid } = account;
    const values = { SERVICE: service, ACCOUNT: name, OWNER: uid, GROUP: gid, PACKAGES: names };
    await writeTo(join(folder, "plan"), planText(values));
    for (const [path, content] of Object.entries(settings)) await writeTo(join(folder, "settings", path), content);
  });
}

/** A host that does not answer is Ready's matter. */
async function areMissing({ sshConfig, host, packages: names }: PackagesInputs): Promise<boolean> {
  // Without a name dpkg-query would tell of every package.
  if (names.length === 0) return false;
  const options = { limitMs: askLimitMs, signal: AbortSignal.timeout(askLimitMs) };
  const question = `dpkg-query --show --showformat '\${db:Status-Status}\\n' ${names.join(" ")}`;
  const result = await runRemote({ config: sshConfig, alias: host }, question, options).catch(() => undefined);
  if (result === undefined || result.exitCode === 255) return false;
  const states = result.stdout.trim().split("\n");
  return result.exitCode !== 0 || states.some((state) => state !== "installed");
}
