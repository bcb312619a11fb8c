import type { Runtime } from "@berth/infra/guest-files";
import { runPrefixed, runVisible } from "@berth/process/run-visible";
import { UsageError } from "./usage-error";
import { hostsOf, readRunning } from "./deployed";
import type { CommandLine } from "./parse-command-line";
import { projectFolder, type Stack } from "./stack";

/** `berth logs SERVICE`: the last 200 lines of a service's containers, old and new, or of its unit, from each host that runs it. */
export async function logs(stack: Stack, { flags, texts, positionals }: CommandLine): Promise<number> {
  const service = serviceName(positionals);
  const deployed = await readRunning(stack);
  const hosts = hostsOf(deployed, service, texts.get("host"));
  const remote = remoteCommands[deployed.runtime ?? "containers"](service, flags.has("follow") ? "--follow " : "");
  const runs = hosts.map(({ sshConfig, name }) => ({ name, argv: ["ssh", "-F", sshConfig, name, remote] }));
  const [only, ...others] = runs;
  if (only !== undefined && others.length === 0) return runVisible(only.argv, { cwd: projectFolder });
  const width = Math.max(...runs.map(({ name }) => name.length));
  const codes = await Promise.all(runs.map(({ name, argv }) => runPrefixed(`${name.padEnd(width)} | `, argv)));
  return Math.max(...codes);
}

const remoteCommands: Readonly<Record<Runtime, (service: string, more: string) => string>> = {
  containers: (service, more) =>
    `for id in $(docker ps --all --quiet --filter label=berth.service=${service}); do docker logs --timestamps --tail 200 ${more}"$id"; done`,
  vms: (service, more) =>
    `journalctl --unit berth-${service}.service --lines 200 --output short-iso --no-pager ${more}`,
};

function serviceName([name = ""]: readonly string[]): string {
  if (/^[a-z][a-z0-9-]*$/.test(name)) return name;
  throw new UsageError(
    `${JSON.stringify(name)} is not the name of a service, for example: npx berth logs api --follow`,
  );
}
