import { type Fault, faultsOf, unknownValue } from "../fields";
import { type Difference, inputDiff, rootOf } from "../input-diff";
import type { Operation, ResourceKind, State, Values } from "../resource-kind";

/** A kind whose input and output types are forgotten: values come off the wire, Check has proved them. */
export type AnyKind = ResourceKind<Values, Values>;

export interface Change {
  readonly difference: Difference;
  readonly replace: boolean;
  /** False: an output that is no longer true. */
  readonly input: boolean;
}

/** Property path → change; empty: nothing to do. */
export type Changes = Readonly<Record<string, Change>>;

/** All faults of the inputs; faults between fields are looked for only when each field is fine. */
export function check(kind: AnyKind, news: Values, olds: Values): readonly Fault[] {
  const faults = faultsOf(kind.fields, news);
  if (faults.length > 0 || JSON.stringify(news).includes(unknownValue)) return faults;
  return kind.faults?.(news, Object.keys(olds).length > 0 ? olds : undefined) ?? [];
}

/** What changed in the inputs, and what is no longer true on the machine. */
export async function diff(
  kind: AnyKind,
  { old, news }: { readonly old: State<Values, Values>; readonly news: Values },
  warn: (message: string) => void,
): Promise<Changes> {
  const inputs = Object.entries(inputDiff(old.inputs, news)).map(([path, difference]): [string, Change] => [
    path,
    { difference, replace: kind.replaceKeys.includes(rootOf(path)), input: true },
  ]);
  const drifted = (await kind.drift?.(old, news, warn)) ?? [];
  const outputs = drifted.map((key): [string, Change] => [
    key,
    { difference: "update", replace: kind.replaceKeys.includes(key), input: false },
  ]);
  return Object.fromEntries([...inputs, ...outputs]);
}

/** Inputs and outputs as one map, what Pulumi keeps as the outputs of a resource. */
export async function create(
  kind: AnyKind,
  operation: Operation,
  inputs: Values,
): Promise<{ id: string; outputs: Values }> {
  const { id, outputs } = await kind.create(operation, inputs);
  return { id, outputs: { ...inputs, ...outputs } };
}

export async function update(
  kind: AnyKind,
  operation: Operation,
  { old, news }: { readonly old: State<Values, Values>; readonly news: Values },
): Promise<Values> {
  if (kind.update === undefined) throw new Error(`${operation.urn} can't be updated, only replaced`);
  return { ...news, ...(await kind.update(operation, news, old)) };
}

/** What a preview of a create or an update can tell; the rest is unknown. */
export async function preview(
  kind: AnyKind,
  urn: string,
  { old, news }: { readonly old?: State<Values, Values>; readonly news: Values },
): Promise<Values> {
  const outputs = JSON.stringify(news).includes(unknownValue) ? {} : await kind.planned?.(urn, news, old);
  return { ...news, ...(outputs as Values | undefined) };
}

/** Undefined: it is gone. */
export async function read(kind: AnyKind, old: State<Values, Values>): Promise<Values | undefined> {
  if (kind.read === undefined) return old.outputs;
  const outputs = await kind.read(old);
  return outputs && { ...old.inputs, ...outputs };
}
