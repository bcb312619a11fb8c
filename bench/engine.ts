import { existsSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { tryCommand } from "@berth/process/run-command";
import { withPeakMemory } from "./process-tree";
import { root } from "./project-copy";

const limitMs = 600_000;
const sizes = [50, 200, 800];
const verbs = ["first up", "no change", "preview"] as const;
type Verb = (typeof verbs)[number];

/** Components need no provider, so that what is measured is the engine, the SDK and the state. */
const program = (count: number): string => `"use strict";
const pulumi = require("@pulumi/pulumi");
class Part extends pulumi.ComponentResource {
  constructor(name, opts) {
    super("bench:index:Part", name, {}, opts);
    this.registerOutputs({ text: "x".repeat(200) });
  }
}
let last;
for (let index = 0; index < ${count}; index++) {
  const part = new Part("part-" + index, index % 3 === 0 || last === undefined ? {} : { dependsOn: [last] });
  last = part;
}
`;

interface Figures {
  readonly seconds: number;
  readonly cpu: number;
  readonly memory: number;
}

/** Runs programs of several sizes through the embedded engine and, where `pulumi` is on PATH, through the CLI; prints both and the ratios. */
export async function benchEngine(given: readonly string[]): Promise<void> {
  const hasCli = (process.env.PATH ?? "").split(delimiter).some((folder) => existsSync(join(folder, "pulumi")));
  for (const count of given.length === 0 ? sizes : given.map(Number)) {
    const embedded = await measured(count, embeddedCommand);
    const cli = hasCli ? await measured(count, cliCommand) : undefined;
    for (const verb of verbs) process.stdout.write(`${line(count, verb, [embedded.get(verb), cli?.get(verb)])}\n`);
  }
}

type Command = (verb: Verb, folder: string) => readonly string[];

const embeddedCommand: Command = (verb, folder) => [
  ...[
    process.execPath,
    "--require",
    join(root, "packages/loader/typescript.js"),
    join(root, "packages/engine/main.ts"),
  ],
  ...(verb === "preview" ? ["preview"] : ["up", "--yes"]),
  ...["--stack", "bench", "--cwd", folder],
];

const cliCommand: Command = (verb, folder) => [
  "pulumi",
  ...(verb === "preview" ? ["preview"] : ["up", "--yes", "--skip-preview"]),
  ...["--stack", "bench", "--cwd", folder, "--non-interactive", "--color", "never", "--suppress-progress"],
];

/** Each verb once, on a new stack. */
async function measured(count: number, command: Command): Promise<ReadonlyMap<Verb, Figures>> {
  const folder = mkdtempSync(join(tmpdir(), "berth-bench-engine-"));
  const figures = new Map<Verb, Figures>();
  try {
    writeProject(folder, count);
    if (command === cliCommand) await timed(["pulumi", "stack", "init", "bench", "--cwd", folder], folder);
    for (const verb of verbs) figures.set(verb, await timed(command(verb, folder), folder));
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
  return figures;
}

function writeProject(folder: string, count: number): void {
  mkdirSync(join(folder, "state"));
  symlinkSync(join(root, "node_modules"), join(folder, "node_modules"));
  writeFileSync(join(folder, "package.json"), JSON.stringify({ name: "bench", main: "index.js" }));
  writeFileSync(join(folder, "index.js"), program(count));
  const runtime = "runtime: {name: nodejs, options: {typescript: false}}";
  writeFileSync(join(folder, "Pulumi.yaml"), `name: bench\n${runtime}\nbackend: {url: "file://${folder}/state"}\n`);
}

/** The shell adds up the processor time of all that it has waited for. */
async function timed(argv: readonly string[], folder: string): Promise<Figures> {
  const script = 'TIMEFORMAT="cpu %U %S"; time "$@"';
  const { result, memoryMiB } = await withPeakMemory(async (onStart) => {
    const begin = process.hrtime.bigint();
    const ended = await tryCommand(["bash", "-c", script, "bash", ...argv], {
      limitMs,
      cwd: root,
      environment: {
        PULUMI_CONFIG_PASSPHRASE: "bench",
        PULUMI_SKIP_UPDATE_CHECK: "true",
        PULUMI_HOME: join(folder, "home"),
      },
      onStart,
    });
    return { ...ended, seconds: Number(process.hrtime.bigint() - begin) / 1e9 };
  });
  const { exitCode, stdout, stderr, seconds } = result;
  const [, user, system] = /cpu ([\d.]+) ([\d.]+)/.exec(stderr) ?? [];
  if (exitCode !== 0) throw new Error(`${argv.join(" ")}: exit code ${exitCode}\n${stdout}${stderr}`);
  return { seconds, cpu: Number(user) + Number(system), memory: memoryMiB };
}

function line(count: number, verb: Verb, [embedded, cli]: readonly (Figures | undefined)[]): string {
  const kinds = { seconds: "s", cpu: "s cpu", memory: "MiB" } as const;
  const cells = (Object.keys(kinds) as (keyof Figures)[]).map((kind) => {
    const [own = NaN, other] = [embedded?.[kind], cli?.[kind]];
    const ratio = other === undefined ? "" : ` ${(own / other).toFixed(2)} x`;
    return `${own.toFixed(1)} ${kinds[kind]}${ratio}`.padStart(20);
  });
  return [`${count} resources, ${verb}`.padEnd(28), ...cells].join("");
}
