import { readFileSync } from "node:fs";
import { join } from "node:path";
import { lastLines } from "@berth/process/last-lines";
import type { PublicPortsInputs, PublicPortsOutputs } from "@berth/resources/host-types";
import { absolutePath, list, text } from "../fields";
import { guestPort } from "../machine/machine-fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { runRemote } from "../ssh-access/remote-command";
import { openArguments } from "./open-arguments";

/** A login to a busy machine included. */
const limitMs = 120_000;

const script = readFileSync(join(__dirname, "open-ports.sh"), "utf8");

/** The ports that a host's firewall lets in; changed in place. They go with the host's machine. */
export const publicPorts: ResourceKind<PublicPortsInputs, PublicPortsOutputs> = {
  fields: { sshConfig: absolutePath, host: text(alias), generation: text(), ports: list(text(guestPort)) },
  replaceKeys: ["host"],
  planned: (_urn, { ports }) => Promise.resolve({ opened: ports }),
  create: async (operation, inputs) => ({ id: inputs.host, outputs: await open(operation, inputs) }),
  update: open,
  delete: () => Promise.resolve(),
};

async function open(operation: Operation, { sshConfig, host, ports }: PublicPortsInputs): Promise<PublicPortsOutputs> {
  const options = { input: script, limitMs, signal: operation.signal };
  const command = `sudo sh -s -- ${openArguments(ports)}`;
  const { exitCode, stdout, stderr } = await runRemote({ config: sshConfig, alias: host }, command, options);
  if (exitCode !== 0)
    throw new Error(`open the ports ${ports.join(", ")} of ${host}: ${lastLines(stderr.trim() || stdout, 8)}`);
  return { opened: ports };
}
