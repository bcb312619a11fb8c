import { isProviderType } from "@berth/model/goal";
import { providerOutputs, withoutAbsent } from "../plan/goal-state";
import { markSecretOutputs } from "@berth/model/property-view";
import type { Provider } from "@berth/model/provider";
import { unknownSentinel } from "@berth/model/unknown-sentinels";
import type { Run } from "./run";
import type { ResourceState } from "@berth/model/state";

/** What a provider says of a resource: the fields of the state it decides. */
export interface ProviderAnswer {
  readonly after: Partial<ResourceState>;
  readonly initErrors?: readonly string[];
}

/** Makes the resource; in previews asks a provider that can tell what would come of it. */
export async function createResource(run: Run, planned: ResourceState): Promise<ProviderAnswer> {
  const { urn, inputs } = planned;
  if (isProviderType(planned.type)) return configureNew(run, planned);
  if (!planned.custom) return { after: {} };
  const provider = await providerOf(run, planned);
  if (run.preview && !provider.capabilities.preview) return { after: { outputs: secretOutputs(planned, inputs) } };
  const timeout = planned.customTimeouts?.create ?? 0;
  const result = await provider.create({ urn, inputs, preview: run.preview, ...limits(run, timeout) });
  const id = result.id === "" ? undefined : result.id;
  const outputs = secretOutputs(planned, result.outputs);
  return answer(withoutAbsent({ id, outputs, initErrors: result.initErrors }), result.initErrors);
}

/** Changes the resource in place; in previews as createResource. */
export async function updateResource(run: Run, old: ResourceState, planned: ResourceState): Promise<ProviderAnswer> {
  const { urn, inputs, id = "" } = planned;
  if (isProviderType(planned.type)) {
    await run.registry.configure({ urn, type: planned.type, inputs, id });
    return { after: { outputs: providerOutputs(inputs) } };
  }
  if (!planned.custom) return { after: {} };
  const provider = await providerOf(run, planned);
  if (run.preview && !provider.capabilities.preview) return { after: { outputs: secretOutputs(planned, inputs) } };
  const olds = { oldInputs: old.inputs, oldOutputs: old.outputs, ignoreChanges: planned.ignoreChanges ?? [] };
  const timeout = planned.customTimeouts?.update ?? 0;
  const result = await provider.update({ urn, id, inputs, preview: run.preview, ...olds, ...limits(run, timeout) });
  return answer(
    withoutAbsent({ outputs: secretOutputs(planned, result.outputs), initErrors: result.initErrors }),
    result.initErrors,
  );
}

async function configureNew(run: Run, planned: ResourceState): Promise<ProviderAnswer> {
  const { urn, type, inputs } = planned;
  const id = await run.registry.configure({ urn, type, inputs, ...(run.preview && { id: unknownSentinel }) });
  return { after: { id, outputs: providerOutputs(inputs) } };
}

function answer(after: Partial<ResourceState>, initErrors: readonly string[] | undefined): ProviderAnswer {
  return initErrors === undefined || initErrors.length === 0 ? { after } : { after, initErrors };
}

function providerOf(run: Run, state: ResourceState): Promise<Provider> {
  return run.registry.get(state.provider ?? "");
}

function limits(run: Run, timeoutSeconds: number): { timeoutSeconds: number; signal: AbortSignal } {
  const { signal } = run.status;
  if (timeoutSeconds === 0) return { timeoutSeconds, signal };
  return { timeoutSeconds, signal: AbortSignal.any([signal, AbortSignal.timeout(timeoutSeconds * 1000)]) };
}

function secretOutputs(state: ResourceState, outputs: ResourceState["outputs"]): ResourceState["outputs"] {
  return markSecretOutputs(outputs, { inputs: state.inputs, names: state.additionalSecretOutputs ?? [] });
}
