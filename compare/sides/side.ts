import type { Deployed } from "../../commands/deployed";
import { readDeployed } from "../../commands/deployed";
import { openStack } from "../../commands/stack";
import type { SideName } from "../figures/reading";
import type { AdminAccess } from "../host/run-script";

/** A running stack that is one side of the comparison. */
export interface Side {
  readonly name: SideName;
  readonly stack: string;
  readonly url: string;
  readonly hosts: readonly AdminAccess[];
  /** Of a local stack: what its processes on this computer use. */
  readonly privateFolder?: string;
}

/** A stack from before there was a choice has no runtime: containers. */
export interface DeployedSide extends Deployed {
  readonly runtime?: string;
}

/** Opens a running stack as a side; rejects one that is not up, or that is the other side's. */
export async function openSide(name: SideName, stackName: string): Promise<Side> {
  const stack = openStack(stackName);
  const side = sideOf(name, stackName, await readDeployed(stack));
  return stack.local ? { ...side, privateFolder: stack.privateFolder } : side;
}

export function sideOf(name: SideName, stack: string, { url, hosts, runtime = "containers" }: DeployedSide): Side {
  if (runtime !== name)
    throw new Error(`stack ${stack} runs its services as ${runtime}: it can't be the side of the ${name}`);
  if (url === undefined) throw new Error(`stack ${stack} publishes no port: there is nothing to ask`);
  return { name, stack, url, hosts: hosts.map(({ sshConfig, name: host }) => ({ sshConfig, name: host })) };
}
