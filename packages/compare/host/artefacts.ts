import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import * as v from "valibot";
import { parse, stringify } from "yaml";
import { runCommand } from "@berth/process/run-command";
import type { RuntimeName } from "../figures/reading";

export const targets = ["local", "aws", "azure"] as const;
export type Target = (typeof targets)[number];

/** What a service comes as, by the hash of all that it is made from here, and the image that its machine boots from. */
export interface Artefact {
  readonly id: string;
  readonly machineImage: string;
}

/** A preview needs no more than these to be made without an account. */
const keys: Readonly<Record<Target, Readonly<Record<string, unknown>>>> = {
  local: {},
  aws: { "aws:region": "eu-central-1" },
  azure: { "azure-native:location": "westeurope", adminCidrs: ["198.51.100.0/24"] },
};
const limitMs = 300_000;
const shared = ["infra", "packages", "services", "node_modules", "package.json", "package-lock.json", "tsconfig.json"];

interface Options {
  /** A checkout. */
  readonly folder: string;
  readonly signal: AbortSignal;
}

/** What api would come as on a target: of a preview from nothing there. */
export async function artefactsOn(
  target: Target,
  runtime: RuntimeName,
  { folder, signal }: Options,
): Promise<Artefact> {
  const project = mkdtempSync(join(tmpdir(), "berth-compare-"));
  try {
    for (const name of shared) symlinkSync(join(folder, name), join(project, name));
    mkdirSync(join(project, "state"));
    writeFileSync(join(project, "Pulumi.yaml"), readFileSync(join(folder, "Pulumi.yaml"), "utf8"));
    const config = { target, runtime, ...keys[target] };
    writeFileSync(join(project, "Pulumi.preview.yaml"), stringify({ config }));
    const words = ["preview", "--json", "--cwd", project, "--stack", "preview"];
    const environment = ["env", "PULUMI_CONFIG_PASSPHRASE=preview", `XDG_STATE_HOME=${join(project, "private")}`];
    const argv = [
      ...environment,
      process.execPath,
      "--import",
      "tsx",
      join(folder, "packages/engine/main.ts"),
      ...words,
    ];
    const { stdout } = await runCommand(argv, { limitMs, signal });
    return artefactOf(runtime, v.parse(preview, parse(stdout)));
  } finally {
    rmSync(project, { recursive: true, force: true });
  }
}

const state = v.object({
  type: v.string(),
  urn: v.string(),
  inputs: v.exactOptional(v.record(v.string(), v.unknown())),
});
const preview = v.object({ steps: v.array(v.object({ newState: v.exactOptional(state) })) });

/** `pulumi preview --json`, as far as it is read here. */
export type Preview = v.InferOutput<typeof preview>;

type State = v.InferOutput<typeof state>;

/** Throws where the preview has none of api. */
export function artefactOf(runtime: RuntimeName, { steps }: Preview): Artefact {
  const states = steps.flatMap(({ newState }) => (newState === undefined ? [] : [newState]));
  const type = runtime === "containers" ? "docker:index/image:Image" : "berth:index:Unit";
  const inputs = states.find((state) => state.type === type && state.urn.includes("api"))?.inputs;
  const id = present(inputs?.[runtime === "containers" ? "imageName" : "content"]);
  return { id: runtime === "containers" ? id : `release ${id.slice(0, 12)}`, machineImage: machineImageOf(states) };
}

/** A cloud's is pinned by its name there; the local one is built. */
function machineImageOf(states: readonly State[]): string {
  const pinned = states.find(({ type, urn }) => type === "berth:index:Pinned" && urn.endsWith("-boot-image"));
  if (pinned !== undefined) return present(pinned.inputs?.["value"]);
  return states.some(({ type }) => type === "berth:index:Image") ? "one built here" : present(undefined);
}

function present(id: unknown): string {
  if (typeof id !== "string" || id === "") throw new Error("the preview has nothing that api comes as");
  return id;
}
