import type { JsonMap } from "../../../../packages/review/json";
import type { PlannedState, PlannedStep } from "../../../../packages/review/preview";

/** A state with nothing but inputs. */
export function plannedState(inputs: JsonMap, fields: Partial<PlannedState> = {}): PlannedState {
  return {
    custom: true,
    inputs,
    outputs: {},
    protect: false,
    retainOnDelete: false,
    dependencies: [],
    propertyDependencies: {},
    ...fields,
  };
}

/** A step of a resource "it" of a type. */
export function plannedStep(
  type: string,
  operation: string,
  states: { before?: JsonMap; after?: JsonMap },
  fields: Partial<PlannedStep> = {},
): PlannedStep {
  const { before, after } = states;
  return {
    operation,
    type,
    name: "it",
    urn: `urn:pulumi:s::p::${type}::it`,
    ...(before === undefined ? {} : { before: plannedState(before) }),
    ...(after === undefined ? {} : { after: plannedState(after) }),
    changedKeys: [],
    replaceKeys: [],
    detailedDiff: {},
    ...fields,
  };
}
