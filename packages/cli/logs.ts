import { parseArgs } from "node:util";
import type { Runtime } from "@berth/infra/guest-files";
import { runPrefixed, runVisible } from "./child";
import { CommandError } from "./command-error";
import { hostsOf, readRunning } from "./deployed";
import { projectFolder, type Stack } from "./stack";

/** `npm run logs -- SERVICE [--follow] [--host NAME]`: the last 200 lines of a service's containers, wherever a rollout left them, or of its unit, from each host that runs it. */
export async function logs(stack: Stack, args: readonly string[]): Promise<number> {
  const { service, follow, host } = readArguments(args);
  const deployed = await readRunning(stack);
  const hosts = hostsOf(deployed, service, host);
  const remote = questions[deployed.runtime ?? "containers"](service, follow ? "--follow " : "");
  const runs = hosts.map(({ sshConfig, name }) => ({ name, argv: ["ssh", "-F", sshConfig, name, remote] }));
  const [only, ...others] = runs;
  if (only !== undefined && others.length === 0) return runVisible(only.argv, {}, projectFolder);
  const width = Math.max(...runs.map(({ name }) => name.length));
  const codes = await Promise.all(runs.map(({ name, argv }) => runPrefixed(`${name.padEnd(width)} | `, argv)));
  return Math.max(...codes);
}

const questions: Readonly<Record<Runtime, (service: string, more: string) => string>> = {
  containers: (service, more) =>
    `for id in $(docker ps --all --quiet --filter label=berth.service=${service}); do docker logs --timestamps --tail 200 ${more}"$id"; done`,
  vms: (service, more) =>
    `journalctl --unit berth-${service}.service --lines 200 --output short-iso --no-pager ${more}`,
};

interface Arguments {
  readonly service: string;
  readonly follow: boolean;
  readonly host: string | undefined;
}

function readArguments(args: readonly string[]): Arguments {
  const usage = "Say which service: npm run logs -- api [--follow] [--host NAME]";
  try {
    const options = { follow: { type: "boolean", short: "f", default: false }, host: { type: "string" } } as const;
    const { values, positionals } = parseArgs({ args: [...args], options, allowPositionals: true });
    const [service = "", ...more] = positionals;
    if (!/^[a-z][a-z0-9-]*$/.test(service) || more.length > 0) throw new CommandError(usage);
    return { service, follow: values.follow, host: values.host };
  } catch (error) {
    throw error instanceof TypeError ? new CommandError(`${error.message}\n${usage}`) : error;
  }
}
