/** Pulumi.yaml, checked and defaulted. */
export interface Project {
  /** The absolute folder of Pulumi.yaml. */
  readonly root: string;
  readonly name: string;
  readonly description?: string;
  readonly runtime: ProjectRuntime;
  /** Where the program is, relative to `root`; absent: the root itself. */
  readonly main?: string;
  /** Absolute paths of plugins given in plugins.providers. */
  readonly providerPaths: readonly ProviderPath[];
  readonly backendUrl?: string;
  /** By full key "<namespace>:<name>". */
  readonly config: Readonly<Record<string, ConfigDeclaration>>;
}

export interface ProjectRuntime {
  readonly name: string;
  /** Runtime option `typescript`; true by default. */
  readonly typescript: boolean;
  /** Node's own options, split as a shell would. */
  readonly nodeArguments: readonly string[];
  readonly tsconfig?: string;
}

export interface ProviderPath {
  readonly name: string;
  readonly path: string;
  readonly version?: string;
}

export type ConfigType = "string" | "integer" | "number" | "boolean" | "array" | "object";

/** One key of Pulumi.yaml's `config`. */
export interface ConfigDeclaration {
  /** Absent: any value. */
  readonly type?: ConfigType;
  readonly items?: ConfigItems;
  readonly description?: string;
  readonly default?: unknown;
  /** A value forced on all stacks. */
  readonly value?: unknown;
  readonly secret: boolean;
  /** True in the project's own namespace without default and value. */
  readonly required: boolean;
}

export interface ConfigItems {
  readonly type: ConfigType;
  readonly items?: ConfigItems;
}

/** Reads Pulumi.yaml in `folder` or the nearest parent; throws one EngineError with all faults, each with its path. */
export function readProject(_folder: string): Project {
  throw new Error("being written");
}
