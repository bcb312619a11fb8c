import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { runCommand } from "@berth/process/run-command";
import { withPeakMemory } from "./process-tree";
import { copyEnvironment, copyProject, previewCommand, root } from "./project-copy";

const runs = 3;
const limitMs = 300_000;

/** No real images: their ids say so. */
const stacks = {
  bare: {},
  empty: {},
  local: { target: "local" },
  aws: { target: "aws", "aws:region": "eu-central-1", image: "ami-00000000000000001" },
  azure: {
    target: "azure",
    "azure-native:location": "westeurope",
    image: "Debian:debian-13:13-gen2:0.0.1",
    adminCidrs: ["198.51.100.0/24"],
  },
} as const;
type StackName = keyof typeof stacks;

/** How many times an empty program's time and memory a stack's preview may take. */
const goals: { readonly [S in StackName]?: number } = { local: 2, aws: 4, azure: 4 };

/** Of Pulumi's own template for JavaScript: it loads the SDK, as every program does, and makes nothing. */
const emptyProgram = '"use strict";\nconst pulumi = require("@pulumi/pulumi");\n';
/** Not even the SDK: what engine and language host cost by themselves. */
const bareProgram = '"use strict";\n';

interface Figures {
  readonly seconds: number;
  readonly memoryMiB: number;
}

/** Previews each stack from nothing, with no plugin of a cloud, and prints time (median of three) and memory beside an empty program's. */
export async function benchPreviews(): Promise<void> {
  const folder = mkdtempSync(join(tmpdir(), "berth-bench-"));
  try {
    const names = Object.keys(stacks) as StackName[];
    for (const name of names) makeProject(join(folder, name), name);
    const figures = new Map<StackName, Figures>();
    for (const name of names) figures.set(name, await measure(join(folder, name), name));
    print(figures);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The empty programs stand in for infra/. */
function makeProject(folder: string, name: StackName): void {
  const config = stacks[name];
  if (name !== "empty" && name !== "bare") {
    copyProject(folder, { stack: name, config });
    return;
  }
  copyProject(folder, { stack: name, config, main: `${name}.js` });
  writeFileSync(join(folder, `${name}.js`), name === "empty" ? emptyProgram : bareProgram);
}

/** The first run warms the caches of compiled TypeScript and is not counted; the last one is watched for its memory, and not timed. */
async function measure(folder: string, name: StackName): Promise<Figures> {
  const times: number[] = [];
  for (let run = 0; run <= runs; run++) {
    const begin = process.hrtime.bigint();
    await preview(folder, name);
    if (run > 0) times.push(Number(process.hrtime.bigint() - begin) / 1e9);
  }
  const { memoryMiB } = await withPeakMemory((onStart) => preview(folder, name, onStart));
  return { seconds: times.sort((a, b) => a - b)[Math.floor(runs / 2)] ?? NaN, memoryMiB };
}

async function preview(folder: string, stack: StackName, onStart?: (pid: number) => void): Promise<void> {
  await runCommand(previewCommand(folder, stack), {
    cwd: root,
    environment: copyEnvironment(folder),
    limitMs,
    sharesGroup: true,
    onStart,
  });
}

function print(figures: ReadonlyMap<StackName, Figures>): void {
  const empty = figures.get("empty");
  const lines = [...figures].map(([name, { seconds, memoryMiB }]) => {
    const goal = goals[name];
    const cells = [
      `${seconds.toFixed(2)} s`.padStart(9),
      `${(seconds / (empty?.seconds ?? NaN)).toFixed(2)} ×`.padStart(8),
      `${memoryMiB.toFixed(0)} MiB`.padStart(10),
      `${(memoryMiB / (empty?.memoryMiB ?? NaN)).toFixed(2)} ×`.padStart(8),
      goal === undefined ? "" : `≤ ${goal} ×`.padStart(7),
    ];
    return [name.padEnd(8), ...cells];
  });
  const titles = ["time", "", "memory", "", "goal"].map((title, index) => title.padStart([9, 8, 10, 8, 7][index] ?? 0));
  const header = ["preview".padEnd(8), ...titles];
  process.stdout.write([header, ...lines].map((line) => line.join("  ").trimEnd()).join("\n") + "\n");
}
