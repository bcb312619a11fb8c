import type { Goal } from "../../../../packages/model/goal";
import type { ResourceState } from "../../../../packages/model/state";

const type = "fake:index:Thing";

export function urnOf(name: string): string {
  return `urn:pulumi:s::p::${type}::${name}`;
}

/** A custom resource as a run left it. */
export function stateOf(name: string, fields: Partial<ResourceState> = {}): ResourceState {
  return {
    urn: urnOf(name),
    type,
    custom: true,
    id: `${name}-id`,
    inputs: { size: 1 },
    outputs: { size: 1 },
    provider: "urn:pulumi:s::p::pulumi:providers:fake::default::1",
    dependencies: [],
    propertyDependencies: {},
    ...fields,
  };
}

/** What a program wants of it. */
export function goalOf(name: string, fields: Partial<Goal> = {}): Goal {
  return {
    urn: urnOf(name),
    type,
    name,
    custom: true,
    inputs: { size: 2 },
    provider: "urn:pulumi:s::p::pulumi:providers:fake::default::1",
    dependencies: [],
    propertyDependencies: {},
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
    ...fields,
  };
}
