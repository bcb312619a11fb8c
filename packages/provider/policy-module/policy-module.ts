import { createHash } from "node:crypto";
import type { PolicyModuleInputs, PolicyModuleOutputs } from "@berth/resources/host-types";
import { absolutePath, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { type RemoteHost, runRemote } from "../ssh-access/remote-command";
import { withLeavingTypes } from "./leaving-types";
import { PolicyLoads } from "./policy-loads";
import { presenceScript, removeScript } from "./semodule-script";

/** A policy is built anew by each change: seconds on a policy of few modules, a minute on a whole one under TCG. */
const limitMs = 5 * 60_000;

const presenceLimitMs = 15_000;

const loads = new PolicyLoads(runRemote);
const moduleName = { pattern: /^[a-z][a-z0-9_]*$/, meaning: "a letter a–z, then a–z, 0–9 and _" };

/** A module in the policy of a host. */
export const policyModule: ResourceKind<PolicyModuleInputs, PolicyModuleOutputs> = {
  fields: { sshConfig: absolutePath, host: text(alias), moduleName: text(moduleName), cil: text(), generation: text() },
  replaceKeys: ["host", "moduleName"],
  deleteBeforeReplace: true,
  drift: async ({ inputs }) => ((await isMissing(inputs)) ? ["digest"] : []),
  planned: (_urn, { cil }) => Promise.resolve({ digest: digestOf(cil) }),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.moduleName}`,
    outputs: await load(operation, inputs),
  }),
  update: (operation, inputs, { inputs: before }) =>
    load(operation, inputs, inputs.generation === before.generation ? before.cil : ""),
  delete: async (operation, { inputs }) => {
    const script = removeScript(inputs.moduleName);
    const result = await runRemote(hostOf(inputs), script, { limitMs, signal: operation.signal });
    if (result.exitCode !== 0) {
      throw new Error(`remove the SELinux module ${inputs.moduleName} from ${inputs.host}: ${result.stderr.trim()}`);
    }
  },
};

/** `before`: what the host has loaded, of which nothing may vanish that still runs. */
async function load(operation: Operation, inputs: PolicyModuleInputs, before = ""): Promise<PolicyModuleOutputs> {
  const { moduleName: name } = inputs;
  const cil = withLeavingTypes(inputs.cil, before);
  operation.progress(`loading the SELinux module ${name}`);
  await loads.load(hostOf(inputs), { name, cil, digest: digestOf(cil) }, { limitMs, signal: operation.signal });
  return { digest: digestOf(inputs.cil) };
}

/** A host that does not answer is Ready's matter. */
async function isMissing(inputs: PolicyModuleInputs): Promise<boolean> {
  const options = { limitMs: presenceLimitMs, signal: AbortSignal.timeout(presenceLimitMs) };
  const result = await runRemote(hostOf(inputs), presenceScript(inputs.moduleName), options).catch(() => undefined);
  return result?.exitCode === 1;
}

function hostOf({ sshConfig, host }: PolicyModuleInputs): RemoteHost {
  return { config: sshConfig, alias: host };
}

function digestOf(cil: string): string {
  return createHash("sha256").update(cil).digest("hex");
}
