import type { PropertyMap } from "./property";

/**
 * What the engine asks of a provider, on plain property values. plugin-provider.ts speaks it over gRPC to a plugin;
 * docker/provider.ts implements it in this process. Method semantics are those of Pulumi's ResourceProvider service.
 * All methods reject with an EngineError; `signal` aborts on the run's cancellation or the operation's time limit.
 */
export interface Provider {
  /** What the provider takes as it is; what it does not take the engine unwraps first and re-marks after. */
  readonly capabilities: Capabilities;
  checkConfig(request: { urn: string; olds: PropertyMap; news: PropertyMap }): Promise<CheckResult>;
  diffConfig(request: DiffRequest): Promise<DiffResult>;
  configure(request: { urn: string; id: string; inputs: PropertyMap }): Promise<void>;
  check(request: { urn: string; olds: PropertyMap; news: PropertyMap; randomSeed: Uint8Array }): Promise<CheckResult>;
  diff(request: DiffRequest): Promise<DiffResult>;
  create(request: CreateRequest): Promise<CreateResult>;
  update(request: UpdateRequest): Promise<UpdateResult>;
  delete(request: DeleteRequest): Promise<void>;
  /** `id: ""` in the answer: the resource is gone. */
  read(request: ReadRequest): Promise<ReadResult>;
  invoke(request: {
    token: string;
    args: PropertyMap;
  }): Promise<{ result: PropertyMap; failures: readonly CheckFailure[] }>;
  /** Ends running operations gracefully; idempotent. */
  cancel(): Promise<void>;
  /** Releases connections and processes; no call may follow; idempotent. */
  close(): Promise<void>;
}

export interface Capabilities {
  readonly secrets: boolean;
  readonly resources: boolean;
  /** Create and Update may be called in previews. */
  readonly preview: boolean;
  /** Check, Diff and previews of Create and Update need no settings: they hold before Configure. */
  readonly unconfigured?: boolean;
}

export interface CheckFailure {
  readonly property: string;
  readonly reason: string;
}

export interface CheckResult {
  readonly inputs: PropertyMap;
  readonly failures: readonly CheckFailure[];
}

export interface DiffRequest {
  readonly urn: string;
  readonly id: string;
  /** An earlier run has deleted the old one and has not created the new one yet. No plugin gets this. */
  readonly isDeleted?: true;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  readonly newInputs: PropertyMap;
  readonly ignoreChanges: readonly string[];
}

export type DiffKind = "add" | "add-replace" | "delete" | "delete-replace" | "update" | "update-replace";

export interface PropertyDiff {
  readonly kind: DiffKind;
  /** True: the difference is between old and new inputs; false: between old outputs and new inputs. */
  readonly inputDiff: boolean;
}

export interface DiffResult {
  /** "unknown": the provider can't tell; the engine compares the inputs. */
  readonly changes: "none" | "some" | "unknown";
  readonly replaceKeys: readonly string[];
  readonly changedKeys: readonly string[];
  readonly stableKeys: readonly string[];
  readonly detailedDiff?: Readonly<Record<string, PropertyDiff>>;
  readonly deleteBeforeReplace: boolean;
}

export interface CreateRequest {
  readonly urn: string;
  readonly inputs: PropertyMap;
  readonly preview: boolean;
  /** Seconds; 0: the provider's own. */
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

/** `initErrors`: the resource exists but did not come up; it is saved and the run fails. */
export interface CreateResult {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly initErrors?: readonly string[];
}

export interface UpdateRequest extends CreateRequest {
  readonly id: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  readonly ignoreChanges: readonly string[];
}

export interface UpdateResult {
  readonly outputs: PropertyMap;
  readonly initErrors?: readonly string[];
}

export interface DeleteRequest {
  readonly urn: string;
  readonly id: string;
  readonly oldInputs: PropertyMap;
  readonly oldOutputs: PropertyMap;
  readonly timeoutSeconds: number;
  readonly signal?: AbortSignal;
}

export interface ReadRequest {
  readonly urn: string;
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

export interface ReadResult {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
  readonly initErrors?: readonly string[];
}
