import type { PropertyMap, PropertyValue } from "./property";
import type { ResourceState } from "./state";

/** What the program wants one resource to be, after defaults and inheritance: a registration, in the engine's terms. */
export interface Goal {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly custom: boolean;
  readonly parent?: string | undefined;
  readonly inputs: PropertyMap;
  /** "providerUrn::providerId"; absent for components and providers. */
  readonly provider?: string | undefined;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  readonly protect?: boolean | undefined;
  readonly retainOnDelete?: boolean | undefined;
  readonly deletedWith?: string | undefined;
  readonly ignoreChanges: readonly string[];
  readonly replaceOnChanges: readonly string[];
  /** Undefined: the provider decides. */
  readonly deleteBeforeReplace?: boolean | undefined;
  readonly additionalSecretOutputs: readonly string[];
  /** The id of an existing object that the resource takes over. */
  readonly importId?: string | undefined;
  /** URNs of resources whose replacement replaces this one too. */
  readonly replaceWith?: readonly string[] | undefined;
  /** A value whose change replaces the resource. */
  readonly replacementTrigger?: PropertyValue | undefined;
  /** Paths whose changes reports do not show. */
  readonly hideDiff?: readonly string[] | undefined;
  /** Former URNs, most specific first. */
  readonly aliases: readonly string[];
  readonly customTimeouts?: ResourceState["customTimeouts"] | undefined;
  readonly sourcePosition?: string | undefined;
}

export const stackType = "pulumi:pulumi:Stack";
export const providerTypePrefix = "pulumi:providers:";

export function isProviderType(type: string): boolean {
  return type.startsWith(providerTypePrefix);
}

/** "aws" for both "pulumi:providers:aws" and "aws:ec2/instance:Instance". */
export function packageOf(type: string): string {
  return isProviderType(type) ? type.slice(providerTypePrefix.length) : (type.split(":")[0] ?? type);
}
