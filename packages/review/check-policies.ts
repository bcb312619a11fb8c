import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { AnalyzedResource, PolicyPack, Violation } from "@berth/engine/policy-pack";
import type { JsonMap } from "./json";
import type { PlannedState, PlannedStep, Preview } from "./preview";

/** The violations that the pack finds in every resource that the plan keeps, and in the stack as a whole. */
export async function checkPolicies(pack: PolicyPack, preview: Preview): Promise<readonly Violation[]> {
  const standing = preview.steps.flatMap((step) =>
    step.after === undefined || step.type.startsWith("pulumi:providers:") ? [] : [{ step, state: step.after }],
  );
  const found: Violation[] = [];
  // The host checks one resource at a time, and the limit of a request runs from when it is sent.
  for (const { step, state } of standing) found.push(...(await pack.analyze(analyzed(step, state, state.inputs))));
  const outputs = ({ inputs, outputs: known }: PlannedState) => ({ ...inputs, ...known });
  const stack = await pack.analyzeStack(standing.map(({ step, state }) => analyzed(step, state, outputs(state))));
  return [...found, ...stack];
}

function analyzed(
  { urn, type }: PlannedStep,
  { protect, parent }: PlannedState,
  properties: JsonMap,
): AnalyzedResource {
  const struct = Struct.fromJavaScript(properties);
  return { urn, type, properties: struct, protect, ...(parent === undefined ? {} : { parent }) };
}
