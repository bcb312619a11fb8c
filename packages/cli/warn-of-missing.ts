import { existsSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";
import { type Deployed, deployedSchema } from "./deployed";
import { projectFolder, projectName, type Stack } from "./stack";
import { readMissing } from "./status";

const stateSchema = v.object({
  checkpoint: v.object({ latest: v.object({ resources: v.array(v.object({ outputs: v.optional(v.unknown()) })) }) }),
});

/**
 * Warns of services that the state has and their hosts do not, after an `up` that had nothing to do about them: an engine
 * compares a container with its state, not with its host. Only a state in this checkout is read.
 */
export async function warnOfMissing({ name }: Pick<Stack, "name">): Promise<void> {
  const deployed = recordedOutputs(join(projectFolder, "state/.pulumi/stacks", projectName(), `${name}.json`));
  if (deployed === undefined) return;
  const { hosts, runtime = "containers" } = deployed;
  const missing = await Promise.all(hosts.map((host) => readMissing(host, runtime)));
  hosts.forEach(({ name: host }, index) => {
    for (const { service, status } of missing[index] ?? [])
      process.stderr.write(`warning: host ${host}: service ${service} is ${status}\n`);
  });
}

/** The outputs in a state file: those of its first resource, the stack. Undefined: there is none, or nothing is up. */
export function recordedOutputs(file: string): Deployed | undefined {
  if (!existsSync(file)) return undefined;
  const state = parseJson(v.unknown(), readFileSync(file, "utf8"), file);
  const [stack] = v.is(stateSchema, state) ? state.checkpoint.latest.resources : [];
  const outputs = v.safeParse(deployedSchema, stack?.outputs);
  return outputs.success ? outputs.output : undefined;
}
