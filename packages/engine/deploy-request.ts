import type { EventSink, Summary } from "@berth/model/events";
import type { PropertyMap } from "@berth/model/property";
import type { ImportFile } from "./plan/import-file";
import type { SelectionOptions } from "./plan/selection";
import type { ProgramLauncher } from "./program/language-host";
import type { ProviderFactory } from "./providers/provider-loader";

export type Verb = "preview" | "up" | "refresh" | "destroy" | "import";

/** What the verb `import` takes over. */
export interface ImportRequest {
  readonly file: ImportFile;
  /** Whether the resources are protected from deletion. */
  readonly protect: boolean;
  /** Reads the objects and leaves the state as it is. */
  readonly previewOnly: boolean;
}

export interface DeployRequest {
  readonly verb: Verb;
  /** The folder of Pulumi.yaml, or one below it; a relative backend URL starts from here. */
  readonly folder: string;
  readonly stack: string;
  /** Package → maker of its provider in this process. */
  readonly inProcess: ReadonlyMap<string, ProviderFactory>;
  /** Of the program and the plugins; PULUMI_BACKEND_URL and the passphrase are taken from it too. */
  readonly environment: NodeJS.ProcessEnv;
  /** How many steps may run at once. */
  readonly parallel: number;
  /** Kept in the stack's history. */
  readonly message: string;
  readonly emit: EventSink;
  /** Folders of policy packs; relative to the process. */
  readonly policyPacks?: readonly string[];
  /** A preview of a whole new stack, by the files alone: neither its state nor any secret is read. */
  readonly fromNothing?: boolean;
  /** Name of the approved plan (planHash): `up` plans again under the lock, and refuses a plan of another name. */
  readonly approved?: string;
  /** Which resources the run may change, and which it replaces. */
  readonly selection?: SelectionOptions;
  /** Reads the selected resources again before the run. */
  readonly refresh?: boolean;
  /** After a step that failed, only what depends on it is left out. */
  readonly continueOnError?: boolean;
  /** Of the verb `import`. */
  readonly imports?: ImportRequest;
  /** URNs that a preview has found, in order, for displays. Default: those of the state. */
  readonly expected?: readonly string[];
  /** Aborting it stops the run as a person's Ctrl-C does. */
  readonly signal?: AbortSignal;
  /** Starts the program; by default in a process of its own, as Pulumi's language host for Node.js does. */
  readonly launch?: ProgramLauncher;
}

export interface DeployResult {
  readonly summary: Summary;
  /** The stack's outputs after the run; in previews what is known of them. */
  readonly outputs: PropertyMap;
}

/** Whether a run only shows what it would do. */
export function isPreview({ verb, imports }: Pick<DeployRequest, "verb" | "imports">): boolean {
  return verb === "preview" || imports?.previewOnly === true;
}
