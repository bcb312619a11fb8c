import type { PropertyMap } from "../../../../packages/model/property";
import type { SelectionOptions } from "../../../../packages/engine/plan/selection";
import type { Verb } from "../../../../packages/engine/deploy-request";
import type { Scenario } from "../support/scenario";

/** What the cloud does differently from the ordinary in one step; resources go by their names. */
export interface CloudBehaviour {
  /** "create a" → the error of that call. */
  readonly fails?: Readonly<Record<string, string>>;
  /** "create a" → why the resource exists but is not ready. */
  readonly unready?: Readonly<Record<string, string>>;
  /** Name → the fault that Check finds. */
  readonly invalid?: Readonly<Record<string, string>>;
  /** Before the step: id → properties that have changed outside of the program. */
  readonly drift?: Readonly<Record<string, Readonly<Record<string, string | number>>>>;
  /** Before the step: ids of objects that were deleted outside of the program. */
  readonly gone?: readonly string[];
  /** Before the step: id → an object that something else has made. */
  readonly exists?: Readonly<Record<string, PropertyMap>>;
  /** Diff and DiffConfig leave the comparison to the engine. */
  readonly cannotTell?: boolean;
}

export interface StepOptions extends SelectionOptions {
  readonly refresh?: boolean;
  readonly continueOnError?: boolean;
  readonly expectNoChanges?: boolean;
  /** Of an import alone; the CLI protects what it imports. */
  readonly protect?: boolean;
  readonly previewOnly?: boolean;
}

/** One command. Without a program of its own it runs that of the step before. */
export interface CaseStep {
  readonly run: Verb;
  readonly program?: Scenario;
  readonly cloud?: CloudBehaviour;
  readonly options?: StepOptions;
  /** Of an import: what the file of `--file` has. */
  readonly imports?: unknown;
  /** Why this engine does something else here; one of the "different" rows of compatibility.json. */
  readonly differs?: string;
  /** Why the messages alone are others here; also a row. */
  readonly wording?: string;
  /** Before the step: operations on resources of the state that an earlier run was cut off in; "creating b" by names. */
  readonly interrupted?: readonly string[];
}

/** Commands on one new stack and one new cloud. */
export interface DifferentialCase {
  readonly name: string;
  /** Every command gets `--json`, and what it prints is compared, too. */
  readonly json?: boolean;
  readonly steps: readonly CaseStep[];
}

/** What a step did, and all that the engine printed. */
export interface Observed {
  readonly observation: Observation;
  readonly output: string;
}

/** What a step did, in the terms that both engines share. */
export interface Observation {
  readonly exitCode: number;
  /** "severity type::name: text" of each message that is not a passing status, in order; the root stack has no name in them. */
  readonly messages: readonly string[];
  /** "operation type::name" with the keys that changed and that replace, in order. */
  readonly steps: readonly string[];
  /** Operation → number of resources. */
  readonly changes: Readonly<Record<string, number>>;
  /** "method name" of each call to the provider, in order. */
  readonly calls: readonly string[];
  /** One line for each resource of the state file. */
  readonly state: readonly string[];
  /** With `--json`: a line for each event, or for each step of a preview. */
  readonly json?: readonly string[];
}
