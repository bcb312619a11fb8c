import type { Runtime } from "@berth/infra/guest-files";
import { finishCommand } from "@berth/process/run-command";
import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";
import { UsageError } from "./usage-error";
import { requireStarted } from "./stopped-stack";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { chooseTool } from "./tool";

const outputsLimitMs = 60_000;

/** The exports of infra/index.ts. */
export interface Deployed {
  /** Absent when no service publishes a port. */
  readonly url?: string;
  /** Of each route; absent when there is none. */
  readonly urls?: readonly string[];
  /** Absent in a stack that was brought up before there was a choice: containers. */
  readonly runtime?: Runtime;
  readonly hosts: readonly DeployedHost[];
}

export interface DeployedHost {
  readonly name: string;
  readonly address: string;
  readonly sshPort: number;
  readonly user: string;
  readonly sshConfig: string;
  /** A command line that works as it stands. */
  readonly ssh: string;
  /** Names of those that run there. */
  readonly services: readonly string[];
}

export const deployedSchema = v.object({
  url: v.exactOptional(v.string()),
  urls: v.exactOptional(v.array(v.string())),
  runtime: v.exactOptional(v.picklist(["containers", "vms"])),
  hosts: v.array(
    v.object({
      name: v.string(),
      address: v.string(),
      sshPort: v.number(),
      user: v.string(),
      sshConfig: v.string(),
      ssh: v.string(),
      services: v.array(v.string()),
    }),
  ),
}) satisfies v.GenericSchema<unknown, Deployed>;

/** A stack that was destroyed has no hosts. */
const withHosts = v.object({ hosts: v.pipe(v.array(v.unknown()), v.minLength(1)) });

/** Reads the outputs of a stack that is up; rejects with the command that brings it up. */
export async function readDeployed(stack: Stack): Promise<Deployed> {
  const tool = chooseTool(process.env);
  const words = tool.kind === "cli" ? ["stack", "output"] : ["outputs"];
  const location = ["--cwd", projectFolder, "--stack", stack.name];
  const { exitCode, stdout, stderr } = await finishCommand([...tool.command, ...words, "--json", ...location], {
    limitMs: outputsLimitMs,
    environment: passphraseEnvironment(stack, process.env),
    sharesGroup: true,
  });
  const isUp = exitCode === 0 && v.is(withHosts, parseJson(v.unknown(), stdout || "{}", "the outputs"));
  if (isUp) return parseJson(deployedSchema, stdout, `the outputs of stack ${stack.name}`);
  throw new UsageError(whyNotRead(stack.name, exitCode, stderr.trim()));
}

/** A stack that was never up and a state that can't be read need different things of the reader. */
export function whyNotRead(stack: string, exitCode: number, stderr: string): string {
  if (exitCode === 0 || /no stack named|stack .*not found/i.test(stderr))
    return `Stack ${stack} is not up. Bring it up with: npm run up -- --stack ${stack}`;
  return `The outputs of stack ${stack} could not be read, so nothing is known about its hosts:\n${stderr}`;
}

/** The same of a stack whose hosts are about to be reached; rejects with the command that starts it where it is stopped. */
export async function readRunning(stack: Stack): Promise<Deployed> {
  await requireStarted(stack);
  return readDeployed(stack);
}

/** Those that run a service, in order; the named one alone where a name is given. Throws when there is none. */
export function hostsOf(deployed: Deployed, service: string, name: string | undefined): readonly DeployedHost[] {
  if (name !== undefined) return [pickHost(deployed, name)];
  const running = deployed.hosts.filter(({ services }) => services.includes(service));
  if (running.length > 0) return running;
  const known = [...new Set(deployed.hosts.flatMap(({ services }) => services))].sort();
  throw new UsageError(`No host runs a service ${service}; the services are ${known.join(", ")}.`);
}

/** The first host of those; throws as hostsOf does. */
export function hostOf(deployed: Deployed, service: string, name: string | undefined): DeployedHost {
  return pickHost({ hosts: hostsOf(deployed, service, name) }, undefined);
}

/** The named host, or the first. */
export function pickHost({ hosts }: Pick<Deployed, "hosts">, name: string | undefined): DeployedHost {
  const host = name === undefined ? hosts[0] : hosts.find((each) => each.name === name);
  if (host === undefined)
    throw new UsageError(
      `The stack has no host ${name ?? ""}; its hosts are ${hosts.map((each) => each.name).join(", ")}.`,
    );
  return host;
}
