import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { privateFolder } from "@berth/infra/private-folder";
import { runCommand } from "@berth/process/run-command";
import { removeMachineCopies } from "../copies/machine-copies";
import type { SideName } from "../figures/reading";
import { type QemuProcess, qemuProcesses } from "../host/qemu-processes";
import type { TimedLine } from "../parse/cold";
import type { DeployedSide } from "./deployed-side";
import { writeStackFile } from "./workplace";

/** A first `up` on a slow computer that emulates: three machines install their packages. */
const runLimitMs = 45 * 60_000;

export type StackConfig = Readonly<Record<string, string | number>>;

/** As the stacks that are in the repository, dev and vms, but for ports of their own. */
const configs: Readonly<Record<SideName, StackConfig>> = {
  containers: { "berth:httpPort": 18080 },
  vms: {
    "berth:runtime": "vms",
    "berth:cpus": 1,
    "berth:memoryMiB": 512,
    "berth:dataDiskGiB": 4,
    "berth:httpPort": 18090,
  },
};

export interface OwnStackArgs {
  /** The copy of the checkout that it is made from. */
  readonly folder: string;
  /** Gets all that the runs print. */
  readonly log: string;
  /** Stops a run as Ctrl-C does: what it began is saved. */
  readonly signal: AbortSignal;
}

/** A stack that the comparison makes itself, on this computer, and takes away again. */
export class OwnStack {
  readonly stack: string;
  readonly privateFolder: string;

  constructor(
    readonly side: SideName,
    private readonly args: OwnStackArgs,
  ) {
    this.stack = `compare-${side}`;
    this.privateFolder = privateFolder(args.folder, this.stack);
  }

  /** Of further machines that are copies of the stack's own. */
  get copiesFolder(): string {
    return join(this.privateFolder, "copies");
  }

  /** Absolute path of a file of the copy that it is made from. */
  file(path: string): string {
    return join(this.args.folder, path);
  }

  /** Writes its configuration, with these values instead of its own; `up` makes it so. */
  configure(changes: StackConfig): void {
    writeStackFile(this.args.folder, this.stack, { ...configs[this.side], ...changes });
  }

  isMade(): boolean {
    return existsSync(this.file(`state/.pulumi/stacks/berth/${this.stack}.json`));
  }

  processes(): readonly QemuProcess[] {
    return qemuProcesses(this.privateFolder);
  }

  /** What the run said, and when, in seconds from its start. */
  async up(): Promise<readonly TimedLine[]> {
    const begin = performance.now();
    const lines: TimedLine[] = [];
    await this.run(["up"], (text) => lines.push({ seconds: (performance.now() - begin) / 1000, text }));
    return lines;
  }

  /** Copies of its machines, which it knows nothing of, go first. */
  async destroy(): Promise<void> {
    await removeMachineCopies(this.copiesFolder);
    if (this.isMade()) await this.run(["destroy"]);
  }

  async outputs(): Promise<DeployedSide> {
    return JSON.parse(await this.run(["outputs", "--json"])) as DeployedSide;
  }

  private async run(words: readonly string[], onLine?: (line: string) => void): Promise<string> {
    const { folder, log, signal } = this.args;
    const command = ["env", "PULUMI_ENGINE=embedded", process.execPath, "packages/cli/berth.js"];
    // In the copy: whose folder it is, the commands find out by where they are.
    const argv = ["sh", "-c", 'cd "$0" && exec "$@"', folder, ...command, ...words, "--stack", this.stack];
    appendFileSync(log, `$ npm run ${words.join(" ")} -- --stack ${this.stack}\n`);
    const { stdout } = await runCommand(argv, {
      limitMs: runLimitMs,
      signal,
      onLine: (line) => {
        appendFileSync(log, `${line}\n`);
        onLine?.(line);
      },
    });
    return stdout;
  }
}
