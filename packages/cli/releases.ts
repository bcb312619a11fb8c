import { readDeployed } from "./deployed";
import type { CommandLine } from "./parse-command-line";
import { type RecordedStack, readRecordedStack } from "./recorded-stack";
import { releasesText } from "./releases-text";
import type { Stack } from "./stack";
import { chooseTool } from "./tool";
import { UsageError } from "./usage-error";

/** `berth releases [SERVICE]`: prints the releases of one service, or of every service, that the state records. */
export async function releases(stack: Stack, { flags, positionals: [service] }: CommandLine): Promise<number> {
  const recorded = await readReleases(stack, service);
  const text = flags.has("json") ? JSON.stringify(recorded.releases, undefined, 2) : releasesText(recorded.releases);
  process.stdout.write(`${text.trimEnd()}\n`);
  return 0;
}

/** The hosts and releases of a stack, or the releases of one service; rejects where the state has none of it. */
export async function readReleases(stack: Stack, service?: string): Promise<Pick<RecordedStack, "hosts" | "releases">> {
  const recorded = await readRecordedStack(stack, chooseTool(process.env));
  if (recorded === undefined) {
    // Rejects with the reason, where the stack is not up or its state can't be read.
    await readDeployed(stack);
    throw new UsageError(`The state of stack ${stack.name}, which records the releases, could not be read.`);
  }
  const { hosts, releases: all } = recorded;
  if (service === undefined) return recorded;
  const found = all.filter((each) => each.service === service);
  if (found.length > 0) return { hosts, releases: found };
  const names = [...new Set(all.map((each) => each.service))].sort().join(", ");
  throw new UsageError(
    names === ""
      ? `Stack ${stack.name} has no recorded releases: they are of services in containers, from the next \`npm run up\` on.`
      : `No release of a service ${service} is recorded; the services are ${names}.`,
  );
}
