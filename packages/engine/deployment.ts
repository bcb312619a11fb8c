import { type DeployRequest, type DeployResult, isPreview, type Verb } from "./deploy-request";
import { builtinProvider } from "./providers/builtin-provider";
import { ConcurrencyLimit } from "@berth/model/concurrency-limit";
import { EngineError } from "@berth/model/engine-error";
import type { EngineEvent, EventSink, Summary } from "@berth/model/events";
import { deleteLeftovers } from "./execute/execute-deletes";
import { startServer } from "./program/grpc-server";
import type { Snapshot } from "@berth/model/state";
import type { PlannedImport } from "./plan/planned-imports";
import { importInto, importsInto } from "./import-into";
import { keepHistory } from "./keep-history";
import { Journal } from "./stack/journal";
import { lockStack } from "./stack/lock";
import { ProgramRun, programLocation } from "./program/program-run";
import { existsSync, readFileSync } from "node:fs";
import { ApprovedPlan } from "./plan/approved-plan";
import { parseHashedPreview } from "./plan/hashed-preview";
import { planHash } from "./plan/plan-hash";
import { runProgram } from "./program/language-host";
import { Policies } from "./policy/policies";
import type { Project } from "./project/project";
import { readProject } from "./project/project";
import { renderDigest } from "./report/digest";
import { findPlugin, type PluginSources } from "./plugins/plugin-lookup";
import { requiredPackages } from "./plugins/required-packages";
import { PluginGate } from "./providers/plugin-gate";
import { providerLoader } from "./providers/provider-loader";
import { refreshSnapshot } from "./execute/refresh";
import { demandKnownUrns } from "./execute/demand-known-urns";
import { Selection } from "./plan/selection";
import { ProviderRegistry } from "./providers/provider-registry";
import type { Run } from "./execute/run";
import { reportError, RunStatus } from "./execute/run";
import type { Step } from "@berth/model/step";
import type { OpenedStack } from "./stack/opened-stack";
import { ensureStack, openStack, otherOutputs, saveSnapshot, stackOutputs } from "./stack/opened-stack";

/**
 * Previews, updates, refreshes or destroys a stack. Rejects only when it could not begin; events and the summary's result
 * report whatever happens later. No process of the run is left when it resolves; the stack is unlocked.
 */
export async function deploy(request: DeployRequest): Promise<DeployResult> {
  const project = readProject(request.folder);
  const place = { ...request, withoutProgram: request.verb !== "preview" && request.verb !== "up" };
  const backend = await openStack(project, request.stack, place);
  if (request.verb === "import") demandStack(request, backend);
  if (isPreview(request)) return runOn(request, backend);
  const lock = lockStack(backend.backend, backend.reference, (text) => warn(request.emit, text));
  try {
    // Only what is read under the lock is true.
    const opened = await openStack(project, request.stack, place);
    if (request.verb !== "up") demandStack(request, opened);
    const plan = await approvedPlan(request, opened);
    return await runOn(request, await ensureStack(opened, request.environment), plan);
  } finally {
    lock.release();
  }
}

function demandStack({ stack }: DeployRequest, { exists }: OpenedStack): void {
  if (!exists) throw new EngineError(`no stack named '${stack}' found; \`up\` creates it`);
}

/** Plans again under the lock; rejects when the plan's name differs from the approved one. */
async function approvedPlan(request: DeployRequest, stack: OpenedStack): Promise<ApprovedPlan | undefined> {
  if (request.approved === undefined) return undefined;
  const events: EngineEvent[] = [];
  const emit: EventSink = (event) => {
    events.push(event);
    if (event.kind === "diagnostic" && event.severity === "error") request.emit(event);
  };
  const { summary } = await runOn({ ...request, verb: "preview", emit }, stack);
  if (summary.result !== "succeeded") throw new EngineError("the plan could not be made, so nothing was applied");
  const digest = parseHashedPreview(renderDigest(events, { showSecrets: false, showSames: false }));
  const name = planHash(digest, stackFileText(stack));
  if (name !== request.approved)
    throw new EngineError(
      `plan ${name} is not the approved plan ${request.approved}, so nothing was applied: the files, the configuration or the state have changed since. Review again: npm run review -- --stack ${request.stack}`,
    );
  return new ApprovedPlan(finishedSteps(events));
}

function stackFileText({ configFile: { path } }: OpenedStack): string {
  return existsSync(path) ? readFileSync(path, "utf8") : "";
}

async function runOn(request: DeployRequest, stack: OpenedStack, approved?: ApprovedPlan): Promise<DeployResult> {
  const startTime = new Date();
  const { emit, verb } = request;
  const imports = importsInto(stack, request.imports);
  const preview = isPreview(request);
  emit({ kind: "prelude", config: maskedConfig(stack), expected: expectedUrns(request, stack) });
  if (verb !== "import") warnOfPending(emit, stack);
  const status = new RunStatus(request.continueOnError);
  const cancel = () => status.cancel();
  request.signal?.addEventListener("abort", cancel, { once: true });
  if (request.signal?.aborted === true) cancel();
  const save = (snapshot: Snapshot): void => {
    if (!preview) saveSnapshot(stack, snapshot);
  };
  const keep = (snapshot: Snapshot): Promise<void> => {
    save(snapshot);
    return Promise.resolve();
  };
  let journal = new Journal(stack.snapshot, keep);
  const plan = approved === undefined ? {} : { approved };
  try {
    const base = await refreshFirst(request, stack, { journal, status, onRefreshed: save });
    journal = new Journal(base, keep);
    if (status.isGoing)
      await act(request, { ...stack, snapshot: base }, { journal, status, imports, onRefreshed: save, ...plan });
  } finally {
    request.signal?.removeEventListener("abort", cancel);
  }
  const milliseconds = Date.now() - startTime.getTime();
  const summary: Summary = {
    preview,
    result: status.result,
    milliseconds,
    changes: status.changes,
    untouched: verb === "refresh" ? 0 : journal.leftovers().length,
  };
  emit({ kind: "summary", summary });
  if (!preview) keepHistory(request, stack, { summary, startTime });
  return { summary, outputs: stackOutputs(journal.snapshot()) };
}

/** With the option refresh: what the selected resources really are, for the run that follows, which counts none of it. */
async function refreshFirst(request: DeployRequest, stack: OpenedStack, parts: ActParts): Promise<Snapshot> {
  let { snapshot } = stack;
  if (request.refresh !== true || request.verb === "refresh") return snapshot;
  await act({ ...request, verb: "refresh" }, stack, { ...parts, onRefreshed: (read) => (snapshot = read) });
  parts.status.changes = {};
  parts.onRefreshed?.(snapshot);
  return snapshot;
}

interface ActParts extends Pick<Run, "journal" | "status" | "approved"> {
  /** Takes what a refresh has read. */
  readonly onRefreshed?: (snapshot: Snapshot) => void;
  /** Of the verb `import`. */
  readonly imports?: readonly PlannedImport[];
}

async function act(request: DeployRequest, stack: OpenedStack, parts: ActParts): Promise<void> {
  const project = readProject(request.folder);
  const preview = isPreview(request);
  const { emit, parallel, environment } = request;
  let engineAddress = "";
  const sources = {
    projectFolder: project.root,
    programFolder: programLocation(project).folder,
    projectPlugins: project.providerPaths,
    environment,
  };
  const registry = new ProviderRegistry(
    providerLoader({
      sources,
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
  const policies = await startPolicies(request, project);
  const limit = new ConcurrencyLimit(parallel);
  const gate = pluginGate(request, stack, sources);
  const admit = () => gate.open();
  const selection = new Selection(request.selection);
  const run: Run = { preview, base: stack.snapshot, registry, limit, emit, policies, admit, selection, ...parts };
  const { launch = runProgram, stack: name } = request;
  const program = new ProgramRun({ run, project, stack: name, config: stack.config, parallel, environment, launch });
  const server = await startServer(program.services);
  engineAddress = server.address;
  try {
    demandKnownUrns(run, request.verb === "up" || preview);
    await actions[request.verb](run, { program, engineAddress, stack, ...parts });
  } catch (thrown) {
    reportError(run, thrown);
  } finally {
    await Promise.all([registry.close(), policies.stop()]);
    server.close();
  }
}

/** For `up` alone: a destroy looks at its providers by itself. */
function pluginGate(request: DeployRequest, stack: OpenedStack, sources: PluginSources): PluginGate {
  return new PluginGate({
    base: stack.snapshot,
    installed: () => (request.verb === "up" ? requiredPackages(sources.programFolder) : []),
    isMissing: (wanted) =>
      wanted.name !== "pulumi" && !request.inProcess.has(wanted.name) && findPlugin(wanted, sources) === undefined,
    plan: async () => {
      if (request.verb !== "up") return [];
      const events: EngineEvent[] = [];
      await runOn(
        { ...request, verb: "preview", refresh: false, policyPacks: [], emit: (event) => events.push(event) },
        stack,
      );
      return finishedSteps(events);
    },
  });
}

function finishedSteps(events: readonly EngineEvent[]): readonly Step[] {
  return events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
}

/** A refresh and a destroy register nothing that a policy could judge. */
function startPolicies(
  { verb, policyPacks = [], stack, environment, emit }: DeployRequest,
  project: Project,
): Promise<Policies> {
  const folders = verb === "preview" || verb === "up" ? policyPacks : [];
  const onOutput = (line: string) => emit({ kind: "diagnostic", severity: "info", message: line, ephemeral: true });
  return Policies.start(
    folders,
    { project: project.name, stack, preview: verb === "preview", environment, onOutput },
    emit,
  );
}

interface ActionParts extends Pick<ActParts, "onRefreshed" | "imports"> {
  readonly stack: OpenedStack;
  readonly program: ProgramRun;
  readonly engineAddress: string;
}

type Action = (run: Run, parts: ActionParts) => Promise<void>;

const update: Action = (_run, { program, engineAddress }) => program.execute(engineAddress);

const actions: Readonly<Record<Verb, Action>> = {
  preview: update,
  up: update,
  refresh: async (run, { onRefreshed }) => onRefreshed?.(await refreshSnapshot(run)),
  destroy: async (run) => {
    run.status.signal.addEventListener("abort", () => void run.registry.cancel(), { once: true });
    await deleteLeftovers(run, new Set());
  },
  import: (run, { imports = [], stack }) => importInto(run, imports, stack),
};

function maskedConfig({ config }: OpenedStack): Readonly<Record<string, string>> {
  const shown = (key: string, text: string): string => (config.secretKeys.includes(key) ? "[secret]" : text);
  return Object.fromEntries(Object.entries(config.config).map(([key, text]) => [key, shown(key, text)]));
}

/** Users before what they use where they are deleted. */
function expectedUrns({ verb, expected }: DeployRequest, { snapshot }: OpenedStack): readonly string[] {
  if (expected !== undefined) return expected;
  const urns = [...new Set(snapshot.resources.map(({ urn }) => urn))];
  return verb === "destroy" ? urns.reverse() : urns;
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
