import { appendFileSync, existsSync } from "node:fs";
import { join } from "node:path";
import { projectName } from "@berth/cli/stack";
import { privateFolder } from "@berth/infra/private-folder";
import { runCommand } from "@berth/process/run-command";
import { removeMachineCopies } from "../copies/machine-copies";
import type { RuntimeName } from "../figures/reading";
import { type QemuProcess, qemuProcesses } from "../host/qemu-processes";
import type { TimedLine } from "../parse/cold";
import { parseOutputs, type SubjectOutputs } from "./subject-outputs";
import { writeStackFile } from "./checkout-copy";

/** A first `up` on a slow computer that emulates: three machines install their packages. */
const runLimitMs = 45 * 60_000;

export type StackConfig = Readonly<Record<string, string | number>>;

/** As the stacks that are in the repository, dev and vms, but for ports of their own. */
const configs: Readonly<Record<RuntimeName, StackConfig>> = {
  containers: { httpPort: 18080 },
  vms: {
    runtime: "vms",
    cpus: 1,
    memoryMiB: 512,
    dataDiskGiB: 4,
    httpPort: 18090,
  },
};

export interface OwnStackArgs {
  /** The copy of the checkout that it is made from. */
  readonly folder: string;
  /** File to which all output of the runs is appended. */
  readonly log: string;
  /** Stops a run as Ctrl-C does: what it began is saved. */
  readonly signal: AbortSignal;
}

/** A stack that the comparison creates on this computer and destroys at the end. */
export class OwnStack {
  readonly stack: string;
  readonly privateFolder: string;

  constructor(
    readonly runtime: RuntimeName,
    private readonly args: OwnStackArgs,
  ) {
    this.stack = `compare-${runtime}`;
    this.privateFolder = privateFolder(args.folder, this.stack);
  }

  /** Of further machines that are copies of the stack's own. */
  get copiesFolder(): string {
    return join(this.privateFolder, "copies");
  }

  /** Absolute path of a file in the copy of the checkout. */
  file(path: string): string {
    return join(this.args.folder, path);
  }

  /** Writes the stack's configuration with these changes; the next `up` applies it. */
  configure(changes: StackConfig): void {
    writeStackFile(this.args.folder, this.stack, { ...configs[this.runtime], ...changes });
  }

  isMade(): boolean {
    return existsSync(this.file(`state/.pulumi/stacks/${projectName(this.args.folder)}/${this.stack}.json`));
  }

  processes(): readonly QemuProcess[] {
    return qemuProcesses(this.privateFolder);
  }

  /** Resolves with the lines that the run printed, each with the seconds since its start. */
  async up(): Promise<readonly TimedLine[]> {
    const begin = performance.now();
    const lines: TimedLine[] = [];
    await this.run(["up"], (text) => lines.push({ seconds: (performance.now() - begin) / 1000, text }));
    return lines;
  }

  /** Removes copies of its machines first: the stack's state does not contain them. */
  async destroy(): Promise<void> {
    await removeMachineCopies(this.copiesFolder);
    if (this.isMade()) await this.run(["destroy"]);
  }

  async outputs(): Promise<SubjectOutputs> {
    return parseOutputs(await this.run(["outputs", "--json"]));
  }

  private async run(words: readonly string[], onLine?: (line: string) => void): Promise<string> {
    const { folder, log, signal } = this.args;
    const command = ["env", "PULUMI_ENGINE=embedded", process.execPath, "packages/cli/berth.js"];
    // The commands find their checkout by the folder that they are in.
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
