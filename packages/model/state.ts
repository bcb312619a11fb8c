import type { PropertyMap } from "./property";

/** One resource as the last run left it: the nouns and the fields of Pulumi's checkpoint, in camel case. */
export interface ResourceState {
  readonly urn: string;
  readonly type: string;
  readonly custom: boolean;
  /** Absent for components. */
  readonly id?: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  readonly parent?: string;
  /** "providerUrn::providerId"; absent for components and providers. */
  readonly provider?: string;
  readonly dependencies: readonly string[];
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
  /** An old copy that waits for its deletion after a replacement. */
  readonly delete?: boolean;
  readonly protect?: boolean;
  readonly external?: boolean;
  readonly initErrors?: readonly string[];
  readonly pendingReplacement?: boolean;
  readonly additionalSecretOutputs?: readonly string[];
  /** Seconds. */
  readonly customTimeouts?: {
    readonly create?: number;
    readonly update?: number;
    readonly delete?: number;
    readonly read?: number;
  };
  readonly importId?: string;
  readonly retainOnDelete?: boolean;
  readonly deletedWith?: string;
  readonly replaceWith?: readonly string[];
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  /** RFC 3339. */
  readonly created?: string;
  readonly modified?: string;
  readonly sourcePosition?: string;
  /** Fields of the file that this engine does not interpret, kept as they were. */
  readonly extra?: Readonly<Record<string, unknown>>;
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
