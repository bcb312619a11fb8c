import type { Result } from "../figures/reading";

export interface Isolation {
  readonly kernel: string;
  /** As getenforce says it. */
  readonly selinux: string;
  readonly services: readonly IsolatedService[];
}

export interface IsolatedService {
  readonly name: string;
  readonly namespaces: readonly string[];
  readonly domain: string;
  /** Capabilities in its bounding set. */
  readonly capabilities: number;
  readonly hasSeccompFilter: boolean;
}

/** Of isolation.sh on one machine; throws with what is missing or not understood. */
export function parseIsolation(text: string): Isolation {
  const lines = text
    .trim()
    .split("\n")
    .map((line) => line.split(" "));
  const find = (kind: string, name?: string): readonly string[] => {
    const found = lines.find(([first, second]) => first === kind && (name === undefined || second === name));
    if (found === undefined)
      throw new Error(`isolation.sh printed no \`${kind}\` line${name === undefined ? "" : ` for ${name}`}`);
    return found.slice(name === undefined ? 1 : 2).filter((word) => word !== "");
  };
  const names = lines.flatMap(([kind, name]) => (kind === "namespaces" && name !== undefined ? [name] : []));
  return {
    kernel: find("kernel").join(" "),
    selinux: find("selinux").join(" "),
    services: names.map((name) => ({
      name,
      namespaces: find("namespaces", name),
      domain: find("domain", name).join(" "),
      capabilities: bitsOf(find("bounding", name).join(" ")),
      hasSeccompFilter: find("seccomp", name).join(" ") === "2",
    })),
  };
}

/** Of every host of a runtime. */
export function isolationResults(machines: readonly Isolation[]): readonly Result[] {
  const services = machines.flatMap((machine) => machine.services);
  if (services.length === 0) throw new Error("no service runs on these machines");
  const kernels = [...new Set(machines.filter(({ services: own }) => own.length > 0).map(({ kernel }) => kernel))];
  return [
    { measure: "kernels", value: kernels.length, evidence: kernels },
    {
      measure: "namespaces",
      value: Math.min(...services.map(({ namespaces }) => namespaces.length)),
      evidence: services.map(({ name, namespaces }) => `${name}: ${namespaces.join(", ") || "none"}`),
    },
    domains(machines, services),
    {
      measure: "capabilities",
      value: Math.max(...services.map(({ capabilities }) => capabilities)),
      evidence: services.map(
        ({ name, capabilities, hasSeccompFilter }) =>
          `${name}: ${capabilities}, ${hasSeccompFilter ? "with" : "without"} a seccomp filter`,
      ),
    },
  ];
}

function domains(machines: readonly Isolation[], services: readonly IsolatedService[]): Result {
  const lax = machines.find(({ selinux }) => selinux !== "Enforcing");
  if (lax !== undefined) return { measure: "domains", reason: `SELinux is ${lax.selinux} on a host` };
  const evidence = services.map(({ name, domain }) => `${name}: ${domain}`);
  return { measure: "domains", value: new Set(services.map(({ domain }) => domain)).size, evidence };
}

function bitsOf(hex: string): number {
  if (!/^[0-9a-f]{16}$/.test(hex)) throw new Error(`not a set of capabilities: ${JSON.stringify(hex)}`);
  return BigInt(`0x${hex}`).toString(2).replaceAll("0", "").length;
}
