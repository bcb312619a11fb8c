import { randomBytes } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";
import { stackType } from "@berth/model/goal";
import type { PropertyMap } from "@berth/model/property";
import { Secret } from "@berth/model/property";
import { markSecretOutputs } from "@berth/model/property-view";
import type { Provider } from "@berth/model/provider";
import type { PendingOperation, ResourceState } from "@berth/model/state";
import type { Step } from "@berth/model/step";
import { parseUrn } from "@berth/model/urn";
import { failureText } from "../plan/failure-text";
import { withoutAbsent } from "../plan/goal-state";
import type { PlannedImport } from "../plan/planned-imports";
import { settled, takeStep } from "./execute-step";
import type { Run } from "./run";

/** One object, where its resource goes, and the provider that reads it; a component has none. */
export interface ImportedObject {
  readonly planned: PlannedImport;
  readonly parent: string;
  /** "urn::id" of the provider. */
  readonly reference?: string | undefined;
}

/** Takes an object over as a resource of the state, as its provider sees it. Rejects with a StepError when it cannot. */
export async function importObject(run: Run, object: ImportedObject): Promise<void> {
  const after = stateOf(object);
  const step: Step = {
    operation: "import",
    urn: after.urn,
    type: after.type,
    after,
    replaceKeys: [],
    changedKeys: [],
  };
  await takeStep(run, step, () => record(run, object, after));
}

function stateOf({ planned, parent, reference }: ImportedObject): ResourceState {
  const { urn, type, id, component, protect, inputs = {}, outputs = {} } = planned;
  return withoutAbsent({
    urn,
    type,
    custom: !component,
    inputs,
    outputs,
    parent,
    protect: protect ? true : undefined,
    provider: reference,
    importId: component ? undefined : id,
    dependencies: [],
    propertyDependencies: {},
  });
}

async function record(run: Run, { planned, reference }: ImportedObject, wanted: ResourceState) {
  refuseUnfit(run, wanted);
  const operation: PendingOperation = { type: "importing", resource: wanted };
  await run.journal.record({ kind: "begin", operation });
  const found = await settled(run, operation, async () => {
    if (reference === undefined) return {};
    const provider = await run.registry.ensure(reference, run.base.resources);
    const object = planned.outputs === undefined ? await read(provider, planned) : withoutReading(planned);
    await warnOfFailures(run, provider, { planned, inputs: object.inputs });
    return object;
  });
  const now = new Date().toISOString();
  // A resource of the command has no importID in the state, as if the program had made it.
  const after = withoutAbsent({ ...wanted, ...found, importId: undefined, created: now, modified: now });
  await run.journal.record({ kind: "end", operation, finished: after });
  return { after };
}

function refuseUnfit(run: Run, { urn, parent = "" }: ResourceState): void {
  if (run.base.resources.some((state) => state.urn === urn && state.delete !== true))
    throw new EngineError(`resource '${urn}' already exists`);
  if (parseUrn(parent).type !== stackType && run.journal.finished(parent) === undefined)
    throw new EngineError(`unknown parent '${parent}' for resource '${urn}'`);
}

type Found = Pick<ResourceState, "id" | "inputs" | "outputs" | "initErrors">;

async function read(provider: Provider, { urn, id, inputs: given = {} }: PlannedImport): Promise<Found> {
  const result = await provider.read({ urn, id, inputs: {}, outputs: {} });
  if (result.id === "") throw new EngineError(`resource '${id}' does not exist`);
  const inputs = completed(result.inputs, given);
  const outputs = markSecretOutputs(result.outputs, { inputs });
  return { id: result.id, inputs, outputs, initErrors: result.initErrors };
}

function withoutReading({ id, inputs = {}, outputs = {} }: PlannedImport): Found {
  return { id, inputs, outputs };
}

/** What a provider cannot read, such as a password, is taken from the file; what the file has as a secret stays one. */
function completed(read: PropertyMap, given: PropertyMap): PropertyMap {
  const added = Object.entries(given).flatMap(([key, value]) => {
    const known = read[key] ?? null;
    if (known === null) return [[key, value] as const];
    return value instanceof Secret && !(known instanceof Secret) ? [[key, new Secret(known)] as const] : [];
  });
  return { ...read, ...Object.fromEntries(added) };
}

/** Inputs that the provider itself would refuse do not end an import: the object exists. */
async function warnOfFailures(
  run: Run,
  provider: Provider,
  { planned, inputs }: { readonly planned: PlannedImport; readonly inputs: PropertyMap },
): Promise<void> {
  const { urn, type, package: request, properties, name } = planned;
  const { failures } = await provider.check({ urn, olds: inputs, news: inputs, randomSeed: randomBytes(32) });
  if (failures.length === 0) return;
  const reason =
    properties.length > 0
      ? "Try specifying a different set of properties to import with in the future."
      : `This is almost certainly a bug in the \`${request.name}\` provider.`;
  const warn = (message: string): void => run.emit({ kind: "diagnostic", severity: "warning", message, urn });
  warn(
    `One or more imported inputs failed to validate. ${reason} The import will still proceed, but you will need to edit the generated code after copying it into your program.`,
  );
  for (const failure of failures) warn(failureText({ type, name, inputs }, failure));
}
