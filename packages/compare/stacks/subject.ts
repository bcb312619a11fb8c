import { readDeployed } from "@berth/cli/deployed";
import { openStack } from "@berth/cli/stack";
import type { RuntimeName } from "../figures/reading";
import { type AdminAccess, runScript } from "../host/run-script";
import { type MachineFacts, parseMachine } from "../parse/machine";
import type { SubjectOutputs } from "./subject-outputs";
import type { OwnStack } from "./own-stack";

export interface SubjectHost extends AdminAccess {
  /** Names of those that run there. */
  readonly services: readonly string[];
  /** Where hosts have peers. */
  readonly privateAddress?: string;
}

/** A running stack that the comparison measures. */
export interface Subject {
  readonly name: RuntimeName;
  readonly stack: string;
  readonly url: string;
  readonly hosts: readonly SubjectHost[];
  /** Of a local stack: what its processes on this computer use. */
  readonly privateFolder?: string;
  /** Where the comparison has made the stack itself, and may do with it what it likes. */
  readonly own?: OwnStack;
}

/** Opens a running stack; rejects one that is not up, or whose runtime is not `name`. */
export async function openSubject(name: RuntimeName, stackName: string): Promise<Subject> {
  const stack = openStack(stackName);
  const subject = subjectOf(name, stackName, await readDeployed(stack));
  return stack.local ? { ...subject, privateFolder: stack.privateFolder } : subject;
}

export async function openOwnSubject(own: OwnStack): Promise<Subject> {
  return { ...subjectOf(own.runtime, own.stack, await own.outputs()), privateFolder: own.privateFolder, own };
}

export function subjectOf(
  name: RuntimeName,
  stack: string,
  { url, hosts, runtime = "containers" }: SubjectOutputs,
): Subject {
  if (runtime !== name) throw new Error(`stack ${stack} runs its services as ${runtime}: pass it as --${runtime}`);
  if (url === undefined) throw new Error(`stack ${stack} publishes no port, so requests cannot be measured`);
  return { name, stack, url, hosts: hosts.map(hostOf) };
}

/** The host that runs a service; throws where none does. */
export function hostWith({ hosts, stack }: Subject, service: string): SubjectHost {
  const host = hosts.find(({ services }) => services.includes(service));
  if (host === undefined) throw new Error(`no host of stack ${stack} runs ${service}`);
  return host;
}

/** What each of its machines is. */
export function factsOf({ hosts }: Subject): Promise<readonly MachineFacts[]> {
  return Promise.all(hosts.map(async (host) => parseMachine(await runScript(host, "machine"))));
}

function hostOf({ sshConfig, name, services, privateAddress }: SubjectOutputs["hosts"][number]): SubjectHost {
  return { sshConfig, name, services, ...(privateAddress !== undefined && { privateAddress }) };
}
