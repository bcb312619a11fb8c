import { builtinProvider } from "./builtin-provider";
import { ConcurrencyLimit } from "./concurrency-limit";
import { EngineError } from "./engine-error";
import type { EventSink, Summary } from "./events";
import { deleteLeftovers } from "./execute-deletes";
import { startServer } from "./grpc-server";
import { recordUpdate } from "./history";
import { Journal } from "./journal";
import { lockStack } from "./lock";
import { ProgramRun, programLocation } from "./program-run";
import { readProject } from "./project";
import type { PropertyMap } from "./property";
import type { ProviderFactory } from "./provider-loader";
import { providerLoader } from "./provider-loader";
import { refreshSnapshot } from "./refresh";
import { ProviderRegistry } from "./registry";
import type { Run } from "./run";
import { reportError, RunStatus } from "./run";
import type { OpenedStack } from "./opened-stack";
import { ensureStack, openStack, otherOutputs, saveSnapshot, stackOutputs } from "./opened-stack";

export type Verb = "preview" | "up" | "refresh" | "destroy";

export interface DeployRequest {
  readonly verb: Verb;
  /** The folder of Pulumi.yaml, or one below it. */
  readonly folder: string;
  readonly stack: string;
  /** Package → maker of its provider in this process. */
  readonly inProcess: ReadonlyMap<string, ProviderFactory>;
  /** Of the program and the plugins; PULUMI_BACKEND_URL and the passphrase are taken from it too. */
  readonly environment: NodeJS.ProcessEnv;
  /** How many steps may run at once. */
  readonly parallel: number;
  /** Kept in the stack's history. */
  readonly message: string;
  readonly emit: EventSink;
  /** Aborting it stops the run as a person's Ctrl-C does. */
  readonly signal?: AbortSignal;
}

export interface DeployResult {
  readonly summary: Summary;
  /** The stack's outputs after the run; in previews what is known of them. */
  readonly outputs: PropertyMap;
}

/**
 * Previews, updates, refreshes or destroys a stack. Rejects only when it could not begin; whatever happens later is told
 * by events and by the summary's result. No process of the run is left when it resolves; the stack is unlocked.
 */
export async function deploy(request: DeployRequest): Promise<DeployResult> {
  const project = readProject(request.folder);
  const preview = request.verb === "preview";
  const backend = await openStack(project, request.stack, request.environment);
  if (preview) return runOn(request, backend);
  const lock = lockStack(backend.backend, backend.reference, (text) => warn(request.emit, text));
  try {
    // Only what is read under the lock is true.
    const opened = await openStack(project, request.stack, request.environment);
    if (!opened.exists && request.verb !== "up")
      throw new EngineError(`no stack named '${request.stack}' found; \`up\` makes it`);
    return await runOn(request, await ensureStack(opened, request.environment));
  } finally {
    lock.release();
  }
}

async function runOn(request: DeployRequest, stack: OpenedStack): Promise<DeployResult> {
  const startTime = new Date();
  const { emit, verb } = request;
  emit({ kind: "prelude", config: maskedConfig(stack) });
  warnOfPending(emit, stack);
  const status = new RunStatus();
  const cancel = () => status.cancel();
  request.signal?.addEventListener("abort", cancel, { once: true });
  if (request.signal?.aborted === true) cancel();
  const journal = new Journal(stack.snapshot, (snapshot) => {
    if (verb !== "preview") saveSnapshot(stack, snapshot);
    return Promise.resolve();
  });
  try {
    await act(request, stack, { journal, status });
  } finally {
    request.signal?.removeEventListener("abort", cancel);
  }
  const milliseconds = Date.now() - startTime.getTime();
  const summary: Summary = {
    preview: verb === "preview",
    result: status.result,
    milliseconds,
    changes: status.changes,
    untouched: verb === "refresh" ? 0 : journal.leftovers().length,
  };
  emit({ kind: "summary", summary });
  if (verb !== "preview") keepHistory(request, stack, summary, startTime);
  return { summary, outputs: stackOutputs(journal.snapshot()) };
}

async function act(request: DeployRequest, stack: OpenedStack, parts: Pick<Run, "journal" | "status">): Promise<void> {
  const project = readProject(request.folder);
  const preview = request.verb === "preview";
  const { emit, parallel, environment } = request;
  let engineAddress = "";
  const registry = new ProviderRegistry(
    providerLoader({
      sources: {
        projectFolder: project.root,
        programFolder: programLocation(project).folder,
        projectPlugins: project.providerPaths,
        environment,
      },
      project: project.name,
      config: stack.config,
      get engineAddress() {
        return engineAddress;
      },
      onOutput: (name, line) =>
        emit({ kind: "diagnostic", severity: "info", message: `${name}: ${line}`, ephemeral: true }),
      preview,
      inProcess: new Map([
        ["pulumi", () => builtinProvider((name) => otherOutputs(name, stack, environment))],
        ...request.inProcess,
      ]),
      warn: (message) => warn(emit, message),
      onStatus: (urn, message) => emit({ kind: "diagnostic", severity: "info", message, urn, ephemeral: true }),
    }),
    (urn, message) => emit({ kind: "diagnostic", severity: "warning", message, urn }),
  );
  const run: Run = { preview, base: stack.snapshot, registry, limit: new ConcurrencyLimit(parallel), emit, ...parts };
  const program = new ProgramRun({ run, project, stack: request.stack, config: stack.config, parallel, environment });
  const server = await startServer(program.services);
  engineAddress = server.address;
  try {
    await actions[request.verb](run, program, engineAddress, stack);
  } catch (thrown) {
    reportError(run, thrown);
  } finally {
    await registry.close();
    server.close();
  }
}

type Action = (run: Run, program: ProgramRun, engineAddress: string, stack: OpenedStack) => Promise<void>;

const update: Action = (_run, program, engineAddress) => program.execute(engineAddress);

const actions: Readonly<Record<Verb, Action>> = {
  preview: update,
  up: update,
  refresh: async (run, _program, _engineAddress, stack) => saveSnapshot(stack, await refreshSnapshot(run)),
  destroy: async (run) => {
    run.status.signal.addEventListener("abort", () => void run.registry.cancel(), { once: true });
    await deleteLeftovers(run, new Set());
  },
};

function maskedConfig({ config }: OpenedStack): Readonly<Record<string, string>> {
  const shown = (key: string, text: string): string => (config.secretKeys.includes(key) ? "[secret]" : text);
  return Object.fromEntries(Object.entries(config.config).map(([key, text]) => [key, shown(key, text)]));
}

function warnOfPending(emit: EventSink, { snapshot }: OpenedStack): void {
  for (const { type, resource } of snapshot.pendingOperations) {
    const fate =
      type === "creating"
        ? "it may exist; this run makes it again, and a provider that finds it by its name takes it over"
        : "its state may be out of date; `refresh` reads it anew";
    emit({
      kind: "diagnostic",
      severity: "warning",
      urn: resource.urn,
      message: `the last run was cut off while ${type} this resource: ${fate}`,
    });
  }
}

function warn(emit: EventSink, message: string): void {
  emit({ kind: "diagnostic", severity: "warning", message });
}

function keepHistory(request: DeployRequest, stack: OpenedStack, summary: Summary, startTime: Date): void {
  recordUpdate(stack.backend, stack.reference, {
    kind: request.verb === "up" ? "update" : request.verb,
    startTime,
    endTime: new Date(),
    message: request.message,
    environment: {},
    config: stack.configFile.values,
    result: summary.result === "succeeded" ? "succeeded" : "failed",
    resourceChanges: summary.changes,
  });
}
