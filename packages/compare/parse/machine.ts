import type { RuntimeName } from "../figures/reading";

export interface MachineFacts {
  readonly processors: number;
  readonly memoryBytes: number;
  readonly versions: Readonly<Record<string, string>>;
}

/** Of machine.sh on one machine; throws with what is missing. */
export function parseMachine(text: string): MachineFacts {
  const amount = (name: string): number => {
    const [, digits] = new RegExp(`^${name} (\\d+)$`, "m").exec(text) ?? [];
    if (digits === undefined) throw new Error(`machine.sh printed no \`${name}\` line: ${JSON.stringify(text)}`);
    return Number(digits);
  };
  const versions = [...text.matchAll(/^version (\S+) (\S+)$/gm)].map(([, name = "", version = ""]) => [name, version]);
  return {
    processors: amount("processors"),
    memoryBytes: amount("memory"),
    versions: Object.fromEntries(versions) as Record<string, string>,
  };
}

/** By name; where machines differ, each version that there is. */
export function versionsOf(runtimes: Readonly<Record<RuntimeName, readonly MachineFacts[]>>): Record<string, string> {
  const all = Object.values(runtimes).flatMap((machines) =>
    machines.flatMap(({ versions }) => Object.entries(versions)),
  );
  const names = [...new Set(all.map(([name]) => name))];
  const distinct = (name: string) => new Set(all.filter(([other]) => other === name).map(([, version]) => version));
  return Object.fromEntries(names.map((name) => [name, [...distinct(name)].join(" and ")]));
}
