import { isProviderType, stackType } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";
import { buildUrn } from "@berth/model/urn";
import type { PlannedImport } from "../plan/planned-imports";
import { executeStep } from "./execute-step";
import { importObject } from "./import-object";
import { importProviders, type ImportProvidersContext, providerUrnOf } from "./import-providers";
import type { Run } from "./run";
import { ReportedError } from "./run";

export interface ImportRunContext extends Pick<ImportProvidersContext, "configOf"> {
  readonly project: string;
  readonly stack: string;
}

/**
 * Takes existing objects over into the stack, as `pulumi import` does: what the state has stays as it is, and no program
 * runs. Errors are reported by events; after one no further object is taken over.
 */
export async function importResources(
  run: Run,
  imports: readonly PlannedImport[],
  { project, stack, configOf }: ImportRunContext,
): Promise<void> {
  const urnOf = (type: string, name: string): string => buildUrn({ stack, project, type, name });
  const context = { urnOf, configOf };
  keepAll(run);
  const root = await stackUrn(run, urnOf(stackType, `${project}-${stack}`));
  const references = await importProviders(run, imports, context);
  let waiting = imports.filter((one) => !isProviderType(one.type) && !isImported(run, one));
  while (waiting.length > 0 && run.status.isGoing) {
    const urns = new Set(waiting.map(({ urn }) => urn));
    const isReady = ({ parent }: PlannedImport): boolean => parent === undefined || !urns.has(parent);
    const ready = waiting.filter(isReady);
    waiting = waiting.filter((one) => !isReady(one));
    const take = (planned: PlannedImport): Promise<void> => {
      const providerUrn = providerUrnOf(planned, context);
      const reference = providerUrn === undefined ? undefined : references.get(providerUrn);
      return importOne(run, { planned, parent: planned.parent ?? root, reference });
    };
    await Promise.all(ready.map((planned) => run.limit.run(() => take(planned))));
  }
}

async function importOne(run: Run, object: Parameters<typeof importObject>[1]): Promise<void> {
  if (!run.status.isGoing) return;
  try {
    await importObject(run, object);
  } catch (thrown) {
    // The step that failed has reported it.
    if (!(thrown instanceof ReportedError)) throw thrown;
  }
}

/** The state has the very object under this name already. */
function isImported(run: Run, { urn, id }: PlannedImport): boolean {
  return run.base.resources.some(
    (state) => state.urn === urn && state.delete !== true && (state.importId ?? state.id ?? "") === id,
  );
}

/** What the state has comes first in the new one, in its order; its providers are not started. */
function keepAll(run: Run): void {
  for (const old of run.base.resources.filter((state) => state.delete !== true)) {
    const step = stepFor("same", old, old);
    run.emit({ kind: "step-started", step });
    run.journal.note({ kind: "end", settled: old, finished: old });
    run.status.count(step);
    run.emit({ kind: "step-finished", step, milliseconds: 0 });
  }
}

/** The URN of the root resource, which is created where the state has none. */
async function stackUrn(run: Run, urn: string): Promise<string> {
  const present = run.base.resources.find((state) => state.type === stackType && state.parent === undefined);
  if (present !== undefined) return present.urn;
  const after = {
    urn,
    type: stackType,
    custom: false,
    inputs: {},
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
  };
  await executeStep(run, stepFor("create", after), new Set());
  return urn;
}

function stepFor(operation: Step["operation"], after: ResourceState, before?: ResourceState): Step {
  const states = before === undefined ? { after } : { before, after };
  return { operation, urn: after.urn, type: after.type, ...states, replaceKeys: [], changedKeys: [] };
}
