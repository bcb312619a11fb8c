/** What a machine and each of its services have of something: bytes, microseconds. */
export interface Amounts {
  readonly host: ReadonlyMap<string, number>;
  readonly services: ReadonlyMap<string, number>;
}

/** Of "host WHAT N" and "service NAME N" lines, as memory.sh and cpu.sh print them. Throws with a line that is none. */
export function parseAmounts(text: string): Amounts {
  const host = new Map<string, number>();
  const services = new Map<string, number>();
  for (const line of text.trim().split("\n")) {
    const [, kind, name = "", digits] = /^(host|service) (\S+) (\d+)$/.exec(line) ?? [];
    if (kind === undefined) throw new Error(`not an amount: ${JSON.stringify(line)}`);
    (kind === "host" ? host : services).set(name, Number(digits));
  }
  return { host, services };
}

/** The named amount of a machine; throws where there is none. */
export function hostAmount({ host }: Amounts, name: string): number {
  const amount = host.get(name);
  if (amount === undefined) throw new Error(`the machine gave no ${name}, only ${[...host.keys()].join(", ")}`);
  return amount;
}

/** By service, several machines' copies of one together; throws if no machine runs a service. */
export function serviceAmounts(machines: readonly Amounts[]): Record<string, number> {
  const sums: Record<string, number> = {};
  for (const { services } of machines) for (const [name, amount] of services) sums[name] = (sums[name] ?? 0) + amount;
  if (Object.keys(sums).length === 0) throw new Error("no service runs on these machines");
  return sums;
}

export function total(amounts: Readonly<Record<string, number>>): number {
  return Object.values(amounts).reduce((sum, amount) => sum + amount, 0);
}

/** Of a script that prints one number and nothing else; throws at anything else, nothing too. */
export function numberOf(text: string): number {
  if (!/^\d+$/.test(text.trim())) throw new Error(`not a number: ${JSON.stringify(text)}`);
  return Number(text);
}
