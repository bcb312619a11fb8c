import { createInterface } from "node:readline";
import { EngineError } from "@berth/model/engine-error";
import { endGroup, type GroupLeader, startGroup } from "@berth/process/process-group";
import type { PluginLaunch } from "./plugin-lookup";

/** How long a plugin may take until it prints its port. A TypeScript plugin is compiled in that time. */
const startLimitMs = 60_000;
const keptLines = 20;

/** A provider's process, or one that somebody else runs. */
export interface PluginProcess {
  /** "127.0.0.1:port". */
  readonly address: string;
  /** The folder its files are in; undefined when somebody else runs it. */
  readonly folder?: string;
  /** What it printed last, for errors. */
  lastLines(): readonly string[];
  stop(): Promise<void>;
}

export interface PluginEnvironment {
  readonly name: string;
  readonly engineAddress: string;
  readonly workFolder: string;
  readonly environment: NodeJS.ProcessEnv;
  readonly onOutput: (line: string) => void;
  /** Words after the engine's address. */
  readonly lastArguments?: readonly string[];
}

/** Starts the plugin and waits for its port; rejects with its last words when it ends or is silent for 60 s. */
export async function startPlugin(launch: PluginLaunch, context: PluginEnvironment): Promise<PluginProcess> {
  if (launch.kind === "attach")
    return { address: `127.0.0.1:${launch.port}`, lastLines: () => [], stop: () => Promise.resolve() };
  const child = startGroup([launch.command, ...launch.args, context.engineAddress, ...(context.lastArguments ?? [])], {
    cwd: context.workFolder,
    environment: context.environment,
    stdin: "ignore",
  });
  const lastLines: string[] = [];
  try {
    const port = await readPort(child, (line) => {
      lastLines.push(line);
      if (lastLines.length > keptLines) lastLines.shift();
      context.onOutput(line);
    });
    return {
      address: `127.0.0.1:${port}`,
      folder: launch.folder,
      lastLines: () => lastLines,
      stop: () => endGroup(child),
    };
  } catch (thrown) {
    await endGroup(child);
    throw EngineError.from(withLog(thrown, lastLines), `start plugin ${context.name}`);
  }
}

function readPort(child: GroupLeader, onLine: (line: string) => void): Promise<number> {
  return new Promise((resolve, reject) => {
    const timer = setTimeout(
      () => reject(new EngineError(`no port printed within ${startLimitMs / 1000} s`)),
      startLimitMs,
    );
    const fail = (error: Error) => {
      clearTimeout(timer);
      reject(error);
    };
    child.once("error", fail);
    child.once("exit", (code, signal) =>
      fail(new EngineError(`ended with ${signal ?? `exit code ${code ?? "?"}`} before it printed a port`)),
    );
    let port: number | undefined;
    eachLine(child.stderr, onLine);
    eachLine(child.stdout, (line) => {
      if (port !== undefined) {
        onLine(line);
        return;
      }
      port = Number(line.trim());
      if (!Number.isInteger(port) || port <= 0) {
        fail(new EngineError(`its first line is not a port: "${line}"`));
        return;
      }
      clearTimeout(timer);
      resolve(port);
    });
  });
}

function eachLine(stream: NodeJS.ReadableStream, onLine: (line: string) => void): void {
  createInterface({ input: stream }).on("line", onLine);
}

function withLog(thrown: unknown, lines: readonly string[]): EngineError {
  const error = EngineError.from(thrown);
  if (lines.length === 0) return error;
  return new EngineError(`${error.message}; it printed:\n${lines.map((line) => `  ${line}`).join("\n")}`, {
    cause: thrown,
  });
}
