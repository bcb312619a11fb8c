import { deepEqual } from "@berth/model/property-diff";
import type { ResourceState } from "@berth/model/state";

/** Whether an unchanged resource has changed in what the file says of it: options, dependencies, names. */
export function mustWrite(old: ResourceState, now: ResourceState): boolean {
  const plain: readonly (keyof ResourceState)[] = ["urn", "type", "custom", "provider", "parent", "deletedWith"];
  const flags: readonly (keyof ResourceState)[] = ["protect", "retainOnDelete"];
  return (
    plain.some((key) => old[key] !== now[key]) ||
    flags.some((key) => (old[key] ?? false) !== (now[key] ?? false)) ||
    !deepEqual(old.inputs, now.inputs) ||
    !deepEqual(old.outputs, now.outputs) ||
    !sameUrns(old.dependencies, now.dependencies) ||
    JSON.stringify(old.customTimeouts ?? {}) !== JSON.stringify(now.customTimeouts ?? {})
  );
}

function sameUrns(left: readonly string[], right: readonly string[]): boolean {
  return JSON.stringify([...left].sort()) === JSON.stringify([...right].sort());
}
