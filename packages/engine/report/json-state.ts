import type { ValueOptions } from "./value";
import { jsonMap } from "./value";
import type { ResourceState } from "@berth/model/state";

/** A state as the checkpoint has it, for people and machines to read: without secrets unless asked for, and without empty fields. */
export function jsonState(state: ResourceState, options: ValueOptions): Readonly<Record<string, unknown>> {
  const { importId, extra, ...rest } = state;
  const fields = {
    ...rest,
    ...(importId === undefined ? {} : { importID: importId }),
    inputs: jsonMap(state.inputs, options),
    outputs: jsonMap(state.outputs, options),
    ...(extra ?? {}),
  };
  return Object.fromEntries(Object.entries(fields).filter(([, value]) => !isEmpty(value)));
}

function isEmpty(value: unknown): boolean {
  return typeof value === "object" && value !== null && Object.keys(value).length === 0;
}
