import type { Fault, Fields } from "./fields";

export type Value = null | boolean | number | string | readonly Value[] | Values;

export interface Values {
  readonly [key: string]: Value;
}

/** What a resource sees of the call that is being served. */
export interface Operation {
  readonly urn: string;
  readonly name: string;
  /** Aborts on cancellation, on the engine's death and at the request's time limit. */
  readonly signal: AbortSignal;
  /** Shows a passing message beside the resource. */
  progress(message: string): void;
  /** Shows a message that stays. */
  warn(message: string): void;
}

export interface State<I, O> {
  readonly id: string;
  readonly inputs: I;
  readonly outputs: O;
}

/**
 * One resource type: its inputs, what a change of them means, and the effects. Creates are safe to repeat: what an
 * earlier one left when it was killed is adopted or removed. Outputs are without the inputs; the server adds them.
 */
export interface ResourceKind<I, O> {
  readonly fields: Fields<I>;
  /** Inputs whose change, and outputs whose drift, replaces the resource. */
  readonly replaceKeys: readonly ((keyof I | keyof O) & string)[];
  readonly deleteBeforeReplace?: boolean;
  /** Faults that one field alone can't show; called only when each field is fine and known. */
  faults?(news: I, olds: I | undefined): readonly Fault[];
  /**
   * Names of outputs that are no longer true: each is an update, or a replacement when in replaceKeys. What could not be
   * compared is not among them; `warn` shows it.
   */
  drift?(state: State<I, O>, news: I, warn: (message: string) => void): Promise<readonly (keyof O & string)[]>;
  /** Outputs that a preview can already tell. */
  planned?(urn: string, news: I, old: State<I, O> | undefined): Promise<Partial<O>>;
  create(operation: Operation, inputs: I): Promise<{ id: string; outputs: O }>;
  update?(operation: Operation, news: I, old: State<I, O>): Promise<O>;
  delete(operation: Operation, old: State<I, O>): Promise<void>;
  /** Outputs as they are now; undefined: the resource is gone. Absent: it lives in the state alone. */
  read?(old: State<I, O>): Promise<O | undefined>;
}
