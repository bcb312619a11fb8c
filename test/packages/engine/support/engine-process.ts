import type { ChildProcess } from "node:child_process";
import { spawn, spawnSync } from "node:child_process";
import {
  cpSync,
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  symlinkSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { testSalt } from "./deploy-program";

const repository = resolve(__dirname, "../../../..");
const waitLimitMs = 60_000;

export interface Ended {
  readonly code: number | null;
  readonly signal: NodeJS.Signals | null;
  readonly output: string;
}

/** A project with programs/slow.js, run by the engine as a process of its own. */
export class EngineProject {
  readonly folder = mkdtempSync(join(tmpdir(), "engine-process-"));
  private readonly children: ChildProcess[] = [];

  constructor() {
    mkdirSync(join(this.folder, "state"));
    symlinkSync(join(repository, "node_modules"), join(this.folder, "node_modules"));
    cpSync(join(__dirname, "../programs/slow.js"), join(this.folder, "index.js"));
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "slow", main: "index.js" }));
    const runtime = "runtime: {name: nodejs, options: {typescript: false, nodeargs: --require @berth/loader/program}}";
    writeFileSync(join(this.folder, "Pulumi.yaml"), `name: slow\n${runtime}\nbackend: {url: file://./state}\n`);
    writeFileSync(join(this.folder, "Pulumi.test.yaml"), `encryptionsalt: ${testSalt}\n`);
  }

  program(names: readonly string[], createMs: number): void {
    writeFileSync(join(this.folder, "slow.json"), JSON.stringify({ names, createMs }));
  }

  /** Starts `packages/engine/main.ts <words>`. */
  start(...words: readonly string[]): { readonly child: ChildProcess; readonly ended: Promise<Ended> } {
    const args = [
      "--require",
      join(repository, "packages/loader/typescript.js"),
      join(repository, "packages/engine/main.ts"),
      ...words,
      "--cwd",
      this.folder,
      "--stack",
      "test",
    ];
    const environment: NodeJS.ProcessEnv = { ...process.env, PULUMI_CONFIG_PASSPHRASE: "test" };
    delete environment.PULUMI_BACKEND_URL;
    const child = spawn(process.execPath, args, {
      cwd: repository,
      env: environment,
      stdio: ["ignore", "pipe", "pipe"],
    });
    this.children.push(child);
    let output = "";
    for (const stream of [child.stdout, child.stderr])
      stream.on("data", (chunk: Buffer) => (output += chunk.toString()));
    const ended = new Promise<Ended>((done) => child.once("close", (code, signal) => done({ code, signal, output })));
    return { child, ended };
  }

  run(...words: readonly string[]): Promise<Ended> {
    return this.start(...words).ended;
  }

  /** Resolves when the object is there: its creation has begun. */
  async object(name: string): Promise<void> {
    await until(() => existsSync(join(this.folder, "objects", name)), `object ${name} is created`);
  }

  objects(): readonly string[] {
    const folder = join(this.folder, "objects");
    return existsSync(folder) ? readdirSync(folder).sort() : [];
  }

  /** The process of the provider that made the object. */
  providerPid(name: string): number {
    return Number(readFileSync(join(this.folder, "objects", name), "utf8"));
  }

  locks(): readonly string[] {
    const folder = join(this.folder, "state/.pulumi/locks/organization/slow/test");
    return existsSync(folder) ? readdirSync(folder) : [];
  }

  state(): {
    readonly resources?: readonly { urn: string; id?: string }[];
    readonly pending_operations?: readonly { type: string }[];
  } {
    const text = readFileSync(join(this.folder, "state/.pulumi/stacks/slow/test.json"), "utf8");
    return (JSON.parse(text) as { checkpoint: { latest: ReturnType<EngineProject["state"]> } }).checkpoint.latest;
  }

  /** Everything that the run has left on disk, as one text. */
  everythingWritten(): string {
    const folder = join(this.folder, "state");
    const names = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile());
    return names.map((entry) => readFileSync(join(entry.parentPath, entry.name), "utf8")).join("\n");
  }

  dispose(): void {
    for (const child of this.children) child.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** True while the process runs; one that has ended but was not waited for counts as ended. */
export function isAlive(pid: number): boolean {
  const { stdout } = spawnSync("ps", ["-o", "stat=", "-p", String(pid)], { encoding: "utf8" });
  return stdout.trim() !== "" && !stdout.trim().startsWith("Z");
}

/** Waits for a fact; rejects with its name when it does not come about. */
export async function until(isSo: () => boolean, fact: string): Promise<void> {
  const end = Date.now() + waitLimitMs;
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`not within ${String(waitLimitMs)} ms: ${fact}`);
    await new Promise((done) => setTimeout(done, 20));
  }
}
