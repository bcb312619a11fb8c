import { readFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { runCommand } from "@berth/process/run-command";
import * as v from "valibot";
import { parse } from "yaml";

const root = resolve(__dirname, "..");
const limitMs = 60_000;

/** The state of stack `dev` as it is on disk. */
export const stateFile = join(root, `state/.pulumi/stacks/${projectName()}/dev.json`);

const outputs = v.object({
  url: v.string(),
  hosts: v.tupleWithRest([v.object({ name: v.string(), sshConfig: v.string() })], v.unknown()),
});

const ready = v.object({
  type: v.literal("berth:index:Ready"),
  outputs: v.object({ bootSeconds: v.number() }),
});
const state = v.object({
  checkpoint: v.object({ latest: v.object({ resources: v.array(v.unknown()) }) }),
});

/** Where stack `dev` of this checkout answers: its URL, and name and ssh_config of its first host. */
export async function readOutputs(): Promise<{ url: string; name: string; sshConfig: string }> {
  const { stdout } = await runCommand(["npm", "run", "--silent", "outputs", "--", "--json"], { cwd: root, limitMs });
  const {
    url,
    hosts: [host],
  } = v.parse(outputs, JSON.parse(stdout));
  return { url, ...host };
}

/** Seconds from the kernel's start until the readiness checks passed. */
export function bootSeconds(): number {
  const { checkpoint } = v.parse(state, JSON.parse(readFileSync(stateFile, "utf8")));
  const found = checkpoint.latest.resources.find((resource) => v.is(ready, resource));
  if (found === undefined) throw new Error(`${stateFile} has no Ready with bootSeconds: bring stack dev up again`);
  return found.outputs.bootSeconds;
}

function projectName(): string {
  return v.parse(v.object({ name: v.string() }), parse(readFileSync(join(root, "Pulumi.yaml"), "utf8"))).name;
}
