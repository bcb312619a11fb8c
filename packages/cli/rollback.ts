import { lastLines } from "@berth/process/last-lines";
import type { ReleaseRecord } from "@berth/resources/host-types";
import type { CommandLine } from "./parse-command-line";
import type { DeployedHost } from "./deployed";
import { onHost } from "./on-host";
import type { RecordedReleases } from "./recorded-releases";
import { readReleases } from "./releases";
import { releasesText } from "./releases-text";
import { rollbackTarget } from "./rollback-target";
import { serviceName } from "./service-name";
import type { Stack } from "./stack";
import { stackTool } from "./stack-tool";
import { requireStarted } from "./stopped-stack";
import { UsageError } from "./usage-error";
import { deployment } from "./verbs";

const lookLimitMs = 30_000;

/**
 * `berth rollback SERVICE [RELEASE]`: pins the service to a release that all of its hosts have kept, in the stack's file,
 * and runs `up`, which builds and pulls nothing for it. With `--latest` it removes the pin instead.
 */
export async function rollback(stack: Stack, line: CommandLine): Promise<number> {
  const [word = "", release] = line.positionals;
  const service = serviceName(word, "npx berth rollback api");
  const { run } = stackTool(stack);
  const key = `releases["${service}"]`;
  if (line.flags.has("latest")) {
    if (release !== undefined) throw new UsageError("Give either a release or --latest.");
    const code = await run("config", "rm", "--path", key);
    return code === 0 ? up(stack, line, `${service} is no longer pinned to a release`) : code;
  }
  const target = await keptTarget(stack, service, release);
  const code = await run("config", "set", "--path", key, target.release);
  if (code !== 0) return code;
  process.stderr.write(
    `Pulumi.${stack.name}.yaml now pins ${service} to release ${target.release}${commitText(target)}. \`npx berth rollback ${service} --latest\` removes the pin.\n`,
  );
  return up(stack, line, `roll ${service} back to release ${target.release}`);
}

function up(stack: Stack, line: CommandLine, message: string): Promise<number> {
  const words = ["--message", message, ...(line.flags.has("yes") ? ["--yes"] : [])];
  return deployment("up", stack, { ...line, positionals: [], forwarded: words });
}

function commitText({ commit }: ReleaseRecord): string {
  return commit === undefined ? "" : ` of commit ${commit}`;
}

/** Of the hosts' own answers: a state may be older than what a host has. */
async function keptTarget(stack: Stack, service: string, word: string | undefined): Promise<ReleaseRecord> {
  await requireStarted(stack);
  const { hosts, releases: recorded } = await readReleases(stack, service);
  const [first] = recorded;
  if (first === undefined) throw new UsageError(`No release of service ${service} is recorded.`);
  const target = rollbackTarget(first, word);
  const lacking = await Promise.all(recorded.map((each) => lackingHost(each, target, hosts)));
  const without = lacking.filter((name) => name !== undefined);
  if (without.length === 0) return target;
  throw new UsageError(
    `Release ${target.release} of service ${service}${commitText(target)} is not on ${without.join(", ")}: check out its commit and run \`npm run up\`, or choose another release:\n${releasesText(recorded)}`,
  );
}

/** The name of the host where it lacks the release; rejects where the host does not answer. */
async function lackingHost(
  { host, repository }: RecordedReleases,
  { release }: ReleaseRecord,
  hosts: readonly DeployedHost[],
): Promise<string | undefined> {
  const found = hosts.find(({ name }) => name === host);
  if (found === undefined) return host;
  const remote = `docker image ls --quiet --filter reference=${repository}:${release}`;
  const { exitCode, stdout, stderr } = await onHost(found, { words: [remote], limitMs: lookLimitMs });
  if (exitCode !== 0) throw new UsageError(`Host ${host} did not list its images: ${lastLines(stderr, 3)}`);
  return stdout.trim() === "" ? host : undefined;
}
