import type { RecordedContainer } from "./recorded-stack";

/** Prints a line for each container of a host: its full id, a tab, its state. */
export const listContainers = "docker ps --all --no-trunc --format '{{.ID}}\\t{{.State}}'";

export interface LostContainer {
  readonly urn: string;
  /** "berth-api-1a2b is gone". */
  readonly what: string;
}

/** States from which Docker does not start a container by itself that was stopped by hand. */
const stopped = new Set(["created", "exited", "dead"]);

/** The recorded containers that no line of `listContainers` has, and those that have to run and are stopped. */
export function lostContainers(
  recorded: readonly RecordedContainer[],
  lines: readonly string[],
): readonly LostContainer[] {
  const states = new Map(lines.map((line) => line.split("\t") as [string, string | undefined]));
  return recorded.flatMap(({ urn, id, name, mustRun }) => {
    if (!states.has(id)) return [{ urn, what: `${name} is gone` }];
    return mustRun && stopped.has(states.get(id) ?? "") ? [{ urn, what: `${name} is stopped` }] : [];
  });
}
