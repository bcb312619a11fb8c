import { readDeployed } from "@berth/cli/deployed";
import { openStack } from "@berth/cli/stack";
import type { SideName } from "../figures/reading";
import { type AdminAccess, runScript } from "../host/run-script";
import { type MachineFacts, parseMachine } from "../parse/machine";
import type { DeployedSide } from "./deployed-side";
import type { OwnStack } from "./own-stack";

export interface SideHost extends AdminAccess {
  /** Names of those that run there. */
  readonly services: readonly string[];
  /** Where hosts have peers. */
  readonly privateAddress?: string;
}

/** A running stack that is one side of the comparison. */
export interface Side {
  readonly name: SideName;
  readonly stack: string;
  readonly url: string;
  readonly hosts: readonly SideHost[];
  /** Of a local stack: what its processes on this computer use. */
  readonly privateFolder?: string;
  /** Where the comparison has made the stack itself, and may do with it what it likes. */
  readonly own?: OwnStack;
}

/** Opens a running stack as a side; rejects one that is not up, or that is the other side's. */
export async function openSide(name: SideName, stackName: string): Promise<Side> {
  const stack = openStack(stackName);
  const side = sideOf(name, stackName, await readDeployed(stack));
  return stack.local ? { ...side, privateFolder: stack.privateFolder } : side;
}

export async function openOwnSide(own: OwnStack): Promise<Side> {
  return { ...sideOf(own.side, own.stack, await own.outputs()), privateFolder: own.privateFolder, own };
}

export function sideOf(name: SideName, stack: string, { url, hosts, runtime = "containers" }: DeployedSide): Side {
  if (runtime !== name)
    throw new Error(`stack ${stack} runs its services as ${runtime}: it can't be the side of the ${name}`);
  if (url === undefined) throw new Error(`stack ${stack} publishes no port: there is nothing to ask`);
  return { name, stack, url, hosts: hosts.map(hostOf) };
}

/** The host that runs a service; throws where none does. */
export function hostWith({ hosts, stack }: Side, service: string): SideHost {
  const host = hosts.find(({ services }) => services.includes(service));
  if (host === undefined) throw new Error(`no host of stack ${stack} runs ${service}`);
  return host;
}

/** What each of its machines is. */
export function factsOf({ hosts }: Side): Promise<readonly MachineFacts[]> {
  return Promise.all(hosts.map(async (host) => parseMachine(await runScript(host, "machine"))));
}

function hostOf({ sshConfig, name, services, privateAddress }: DeployedSide["hosts"][number]): SideHost {
  return { sshConfig, name, services, ...(privateAddress !== undefined && { privateAddress }) };
}
