import type { PropertyMap, PropertyValue } from "./property";

/** One resource as the last run left it: the nouns and the fields of Pulumi's checkpoint, in camel case. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  /** Absent for components. */
  readonly id?: string | undefined;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  readonly parent?: string | undefined;
  /** "providerUrn::providerId"; absent for components and providers. */
  readonly provider?: string | undefined;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** An old copy that waits for its deletion after a replacement. */
  readonly delete?: boolean | undefined;
  readonly protect?: boolean | undefined;
  readonly external?: boolean | undefined;
  readonly initErrors?: readonly string[] | undefined;
  readonly pendingReplacement?: boolean | undefined;
  readonly additionalSecretOutputs?: readonly string[] | undefined;
  /** Seconds. */
  readonly customTimeouts?:
    | {
        readonly create?: number | undefined;
        readonly update?: number | undefined;
        readonly delete?: number | undefined;
        readonly read?: number | undefined;
      }
    | undefined;
  readonly importId?: string | undefined;
  readonly retainOnDelete?: boolean | undefined;
  readonly deletedWith?: string | undefined;
  readonly replaceWith?: readonly string[] | undefined;
  readonly replacementTrigger?: PropertyValue | undefined;
  readonly hideDiff?: readonly string[] | undefined;
  readonly ignoreChanges?: readonly string[] | undefined;
  readonly replaceOnChanges?: readonly string[] | undefined;
  /** RFC 3339. */
  readonly created?: string | undefined;
  readonly modified?: string | undefined;
  readonly sourcePosition?: string | undefined;
  /** Fields of the file that this engine does not interpret, kept as they were. */
  readonly extra?: Readonly<Record<string, unknown>> | undefined;
}

export type PendingOperationType = "creating" | "updating" | "deleting" | "reading" | "importing";

export interface PendingOperation {
  readonly type: PendingOperationType;
  readonly resource: ResourceState;
}

/** The whole stack at one moment. `resources` is in dependency order: what is used comes before its user. */
export interface Snapshot {
  readonly resources: readonly ResourceState[];
  readonly pendingOperations: readonly PendingOperation[];
  readonly metadata: Readonly<Record<string, unknown>>;
}
