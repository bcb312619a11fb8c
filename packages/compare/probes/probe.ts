import type { Result } from "../figures/reading";
import { type AdminAccess, runScript, type Script } from "../host/run-script";
import { parseAmounts, type Amounts } from "../parse/amounts";
import type { ProbeSpec } from "../plan/task";
import type { Subject } from "../stacks/subject";

/** A probe of a stack that is up, and what it does. */
export interface Probe extends ProbeSpec {
  readonly read: (subject: Subject, signal: AbortSignal) => Promise<readonly Result[]>;
}

/** On all hosts at once: on one processor that is as long as one after the other, and the reading is of one time. */
export function onEach(
  { hosts }: { readonly hosts: readonly AdminAccess[] },
  script: Script,
  ...words: string[]
): Promise<string[]> {
  return Promise.all(hosts.map((host) => runScript(host, script, { words })));
}

export async function amountsOf(
  subject: Subject,
  script: "memory" | "cpu",
  ...words: string[]
): Promise<readonly Amounts[]> {
  return (await onEach(subject, script, ...words)).map(parseAmounts);
}
