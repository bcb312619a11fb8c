import { existsSync, readFileSync } from "node:fs";
import { parseJson } from "@berth/json/parse-json";
import { finishCommand } from "@berth/process/run-command";
import * as v from "valibot";
import { type DeployedHost, deployedSchema } from "./deployed";
import { passphraseEnvironment } from "./passphrase";
import { type RecordedReleases, recordedReleases } from "./recorded-releases";
import { projectFolder, type Stack, stateFile } from "./stack";
import type { Tool } from "./tool";

const exportLimitMs = 60_000;

/** A container as the last run left it. */
export interface RecordedContainer {
  readonly urn: string;
  readonly id: string;
  readonly name: string;
  /** False: it holds files, or is a job, which may have ended. */
  readonly mustRun: boolean;
}

/** What a state records of a stack's hosts and the containers on them. */
export interface RecordedStack {
  readonly hosts: readonly DeployedHost[];
  readonly containers: readonly RecordedContainer[];
  readonly releases: readonly RecordedReleases[];
  /** The last run was killed, and the next one has to finish what it began. */
  readonly isInterrupted: boolean;
}

const schema = v.object({
  pending_operations: v.nullish(v.array(v.unknown())),
  resources: v.nullish(
    v.array(
      v.object({
        urn: v.string(),
        type: v.string(),
        id: v.optional(v.string()),
        delete: v.optional(v.boolean()),
        inputs: v.optional(v.record(v.string(), v.unknown())),
        outputs: v.optional(v.unknown()),
      }),
    ),
  ),
});
const ofFile = v.object({ checkpoint: v.object({ latest: schema }) });
const ofExport = v.object({ deployment: schema });

/** Reads the state: the file in this checkout, else what the CLI exports. Undefined: nothing is recorded that can be read. */
export async function readRecordedStack(stack: Stack, tool: Tool): Promise<RecordedStack | undefined> {
  const file = stateFile(stack.name);
  const isElsewhere = (process.env.PULUMI_BACKEND_URL ?? "") !== "";
  if (!isElsewhere && existsSync(file)) return parseStateFile(readFileSync(file, "utf8"), file);
  return tool.kind === "cli" ? exported(stack, tool) : undefined;
}

async function exported(stack: Stack, { command }: Tool): Promise<RecordedStack | undefined> {
  const argv = [...command, "stack", "export", "--stack", stack.name, "--cwd", projectFolder] as const;
  const environment = passphraseEnvironment(stack, process.env);
  const { exitCode, stdout } = await finishCommand(argv, { limitMs: exportLimitMs, environment, sharesGroup: true });
  if (exitCode !== 0 || stdout.trim() === "") return undefined;
  const state = v.safeParse(ofExport, parseJson(v.unknown(), stdout, "the exported state"));
  return state.success ? recordedStack(state.output.deployment) : undefined;
}

/** Of the text of a state file; undefined where it records no stack that is up. */
export function parseStateFile(text: string, file: string): RecordedStack | undefined {
  const state = v.safeParse(ofFile, parseJson(v.unknown(), text, file));
  return state.success ? recordedStack(state.output.checkpoint.latest) : undefined;
}

function recordedStack({ resources, pending_operations: pending }: v.InferOutput<typeof schema>) {
  const root = resources?.find(({ type }) => type === "pulumi:pulumi:Stack");
  const outputs = v.safeParse(deployedSchema, root?.outputs);
  if (!outputs.success) return undefined;
  const containers = (resources ?? []).flatMap(({ urn, type, id, inputs = {}, delete: waits }) =>
    type !== "docker:index/container:Container" || id === undefined || waits === true
      ? []
      : [{ urn, id, name: String(inputs.name), mustRun: inputs.mustRun !== false }],
  );
  const releases = recordedReleases((resources ?? []).filter(({ delete: waits }) => waits !== true));
  return { hosts: outputs.output.hosts, containers, releases, isInterrupted: (pending ?? []).length > 0 };
}
