/** What a resource of a scenario is. "$name.key" in an input is that resource's output, "$name" the resource itself. */
export interface Described {
  readonly name: string;
  readonly kind?: "component" | "resource" | "provider" | "get";
  /** Whose resource it is; "fake" by default. */
  readonly package?: string;
  /** Of package "pulumi" only: a type that the engine itself serves. */
  readonly type?: "pulumi:pulumi:StackReference";
  readonly inputs?: Readonly<Record<string, unknown>>;
  readonly options?: DescribedOptions;
}

/** Resource options; other resources are referred to by their names. */
export interface DescribedOptions {
  readonly parent?: string;
  readonly provider?: string;
  readonly dependsOn?: readonly string[];
  readonly deletedWith?: string;
  readonly protect?: boolean;
  readonly retainOnDelete?: boolean;
  readonly deleteBeforeReplace?: boolean;
  readonly ignoreChanges?: readonly string[];
  readonly replaceOnChanges?: readonly string[];
  readonly additionalSecretOutputs?: readonly string[];
  readonly version?: string;
  readonly import?: string;
  readonly replaceWith?: readonly string[];
  readonly replacementTrigger?: unknown;
  readonly hideDiffs?: readonly string[];
  readonly customTimeouts?: { readonly create?: string; readonly update?: string; readonly delete?: string };
  /** Of a component: the providers of its children. */
  readonly providers?: readonly string[];
  /** `parent: null`: it had no parent but the stack. */
  readonly aliases?: readonly {
    readonly name?: string;
    readonly type?: string;
    readonly urn?: string;
    readonly parent?: string | null;
  }[];
}

/** What a program registers; programs/scenario.js and in-process-program.ts do the same with it. */
export interface Scenario {
  readonly resources?: readonly Described[];
  readonly outputs?: Readonly<Record<string, unknown>>;
  readonly throws?: string;
  /** The code that the program ends with before it registers anything. */
  readonly exits?: number;
}
