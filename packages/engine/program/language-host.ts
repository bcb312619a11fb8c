import { setTimeout as sleep } from "node:timers/promises";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { createInterface } from "node:readline";
import type { Readable } from "node:stream";
import { EngineError } from "@berth/model/engine-error";
import { endGroup, type GroupLeader, startGroup } from "@berth/process/process-group";
import type { ResolvedConfig } from "../project/stack-config";
import { configEnvironment } from "../project/stack-config";

/** What the official language host hands to a program. */
export interface ProgramRequest {
  readonly project: string;
  readonly stack: string;
  readonly projectFolder: string;
  /** The program's working directory. */
  readonly programFolder: string;
  /** The file to run, relative to the working directory; "." lets the SDK read package.json. */
  readonly entry: string;
  readonly nodeArguments: readonly string[];
  readonly typescript: boolean;
  readonly tsconfig?: string;
  readonly engineAddress: string;
  readonly preview: boolean;
  readonly parallel: number;
  readonly config: ResolvedConfig;
  readonly environment: NodeJS.ProcessEnv;
  readonly onOutput: (line: string, isError: boolean) => void;
}

export interface Program {
  /** Resolves when the program has ended and all it printed was handed on. 32: it has reported its error itself. */
  readonly exit: Promise<{ readonly code: number; readonly lastLines: readonly string[] }>;
  /** Interrupts it, and kills it after 5 s; idempotent. */
  stop(): Promise<void>;
}

/** Starts a program that finds the engine's services at the address in its request. */
export type ProgramLauncher = (request: ProgramRequest) => Program;

/** How many of the last lines of stderr an error carries. */
const keptLines = 20;

/** Launches the program as the official nodejs language host does, in a process group of its own. */
export function runProgram(request: ProgramRequest): Program {
  const child = startGroup([process.execPath, ...programArguments(request)], {
    cwd: request.projectFolder,
    environment: programEnvironment(request),
    stdin: "ignore",
  });
  return { exit: outcome(child, request), stop: () => endGroup(child) };
}

/** The SDK's own entry script, resolved from the program: its SDK counts, not ours. */
export function locateRunScript(programFolder: string, environment: NodeJS.ProcessEnv): string {
  const module = environment.PULUMI_LANGUAGE_NODEJS_RUN_PATH ?? "@pulumi/pulumi/cmd/run";
  try {
    return createRequire(join(programFolder, "package.json")).resolve(module);
  } catch (thrown) {
    const fix = "run npm install there, or add @pulumi/pulumi to its package.json";
    throw new EngineError(`run program in ${programFolder}: ${module} not found; ${fix}`, { cause: thrown });
  }
}

/** The command line of the SDK's entry script; flags first, since it stops reading them at the first other word. */
export function programArguments(request: ProgramRequest): readonly string[] {
  const flags = {
    monitor: request.engineAddress,
    engine: request.engineAddress,
    sync: tmpdir(),
    organization: "organization",
    project: request.project,
    "root-directory": request.projectFolder,
    stack: request.stack,
    pwd: request.programFolder,
  };
  const script = locateRunScript(request.programFolder, request.environment);
  const words = Object.entries(flags).flatMap(([name, value]) => [`--${name}`, value]);
  const dryRun = request.preview ? ["--dry-run"] : [];
  return [...request.nodeArguments, script, ...words, ...dryRun, "--parallel", String(request.parallel), request.entry];
}

function programEnvironment(request: ProgramRequest): NodeJS.ProcessEnv {
  return {
    ...request.environment,
    // Lets a program know what does its builds: this engine packs files with plain modes, the official plugin does not.
    BERTH_ENGINE: "1",
    ...configEnvironment(request.config),
    ...(request.typescript ? { PULUMI_NODEJS_TYPESCRIPT: "true" } : {}),
    ...(request.tsconfig === undefined ? {} : { PULUMI_NODEJS_TSCONFIG_PATH: request.tsconfig }),
  };
}

async function outcome(
  child: GroupLeader,
  request: ProgramRequest,
): Promise<{ code: number; lastLines: readonly string[] }> {
  const lastLines: string[] = [];
  const streams = [child.stdout, child.stderr].map((stream, index) =>
    readLines(stream, (line) => {
      if (index === 1) lastLines.push(line);
      if (lastLines.length > keptLines) lastLines.shift();
      request.onOutput(line, index === 1);
    }),
  );
  const code = await new Promise<number>((resolve, reject) => {
    child.once("error", (cause) => reject(new EngineError(`start program: ${cause.message}`, { cause })));
    // What the program started may hold its stdout open after it has ended: its own end is what counts.
    child.once("exit", (exitCode, signal) => resolve(exitCode ?? (signal === null ? 1 : 128)));
  });
  await Promise.race([Promise.all(streams), sleep(outputGraceMs, undefined, { ref: false })]);
  return { code, lastLines };
}

const outputGraceMs = 1_000;

function readLines(stream: Readable, onLine: (line: string) => void): Promise<void> {
  const lines = createInterface({ input: stream });
  lines.on("line", onLine);
  return new Promise((resolve) => lines.once("close", resolve));
}
