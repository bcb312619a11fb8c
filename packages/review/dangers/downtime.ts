import type { HostOf } from "../hosts";
import { mapsAt, textAt } from "../json";
import type { PlannedStep } from "../preview";
import { propertyChanges, rootOfPath } from "../property-changes";
import { kindOf } from "../resource-kinds";
import { code, type Danger } from "./danger";
import { publishedPorts } from "./published-ports";

/** What is down during the steps: everything on a machine that is recreated or restarts, and stop-first services. */
export function downtimeDangers(steps: readonly PlannedStep[], hostOf: HostOf): readonly Danger[] {
  const machines = steps
    .filter((step) => kindOf(step) === "machine")
    .flatMap((step) => machineDowntime(step, steps, hostOf));
  const down = new Set(machines.map(({ urn }) => hostOf(urn)));
  const containers = steps.filter((step) => kindOf(step) === "container" && !down.has(hostOf(step.urn)));
  const units = steps.filter((step) => kindOf(step) === "unit" && !down.has(hostOf(step.urn)));
  return [...machines, ...containers.flatMap((step) => serviceDowntime(step, steps)), ...units.flatMap(unitDowntime)];
}

/** Inputs that a running machine takes on only by being stopped and started. */
const restarting = new Set([
  "instanceType",
  "hardwareProfile",
  "cpus",
  "memoryMiB",
  "kernelArgs",
  "credentials",
  "userData",
  "userDataBase64",
  "hostPorts",
  "network",
]);

function machineDowntime(step: PlannedStep, steps: readonly PlannedStep[], hostOf: HostOf): readonly Danger[] {
  const what = { replace: "is recreated", delete: "is gone", update: "restarts" }[step.operation];
  if (what === undefined) return [];
  const keys = propertyChanges(step).map(({ path }) => rootOfPath(path));
  if (step.operation === "update" && !keys.some((key) => restarting.has(key))) return [];
  const host = hostOf(step.urn) ?? step.name;
  const containers = steps.filter((other) => kindOf(other) === "container" && hostOf(other.urn) === hostOf(step.urn));
  const services = serviceNames(containers.filter(({ before }) => before !== undefined));
  const named = services.length === 0 ? "everything" : `all services (${services.join(", ")})`;
  const end = step.operation === "delete" ? " for good" : ` until the machine ${code(step.name)} is ready again`;
  const text = `${named} on ${code(host)} ${services.length === 0 ? "is" : "are"} down, for everyone,${end}: it ${what}`;
  return [{ rule: "downtime", group: "downtime", urn: step.urn, text }];
}

function serviceDowntime(step: PlannedStep, steps: readonly PlannedStep[]): readonly Danger[] {
  if (step.operation === "delete") {
    const text = `service ${code(serviceName(step))} ends for good${audience(step, steps)}`;
    return [{ rule: "downtime", group: "downtime", urn: step.urn, text }];
  }
  const rollout = labelOf(step, "berth.rollout");
  if (step.operation !== "replace" || rollout === undefined || !rollout.startsWith("stop-first")) return [];
  const reason = rollout.replace(/^stop-first: ?/, "");
  const text = `service ${code(serviceName(step))} stops before its successor starts, because of ${code(reason)}${audience(step, steps)}`;
  return [{ rule: "downtime", group: "downtime", urn: step.urn, text }];
}

/** Inputs that make another release, or another secret, and so another process. */
const releasing = new Set(["content", "texts", "secrets"]);

function unitDowntime(step: PlannedStep): readonly Danger[] {
  const service = code(textAt((step.after ?? step.before)?.inputs, "service") ?? step.name);
  if (step.operation === "delete") {
    return [{ rule: "downtime", group: "downtime", urn: step.urn, text: `service ${service} ends for good` }];
  }
  const keys = propertyChanges(step).map(({ path }) => rootOfPath(path));
  if (step.operation !== "update" || !keys.some((key) => releasing.has(key))) return [];
  const text = `service ${service} restarts with another release: it has one process, so its users wait meanwhile`;
  return [{ rule: "downtime", group: "downtime", urn: step.urn, text }];
}

/** Those who reach the service: visitors of its ports, and the services that depend on it, with their visitors. */
function audience(step: PlannedStep, steps: readonly PlannedStep[]): string {
  const affected = [step, ...dependents(step.urn, steps)];
  const ports = affected.flatMap((each) => portsOf(each));
  const services = serviceNames(affected.slice(1));
  const who = [
    ...(ports.length === 0
      ? []
      : [`visitors of port ${[...new Set(ports)].sort((a, b) => parseInt(a, 10) - parseInt(b, 10)).join(", ")}`]),
    ...(services.length === 0 ? [] : [`service ${services.join(", ")}`]),
  ];
  return who.length === 0 ? "" : `: felt by ${who.join(" and ")}`;
}

function dependents(urn: string, steps: readonly PlannedStep[]): readonly PlannedStep[] {
  const found = new Map<string, PlannedStep>();
  const visit = (target: string): void => {
    for (const step of steps) {
      const state = step.before ?? step.after;
      if (kindOf(step) !== "container" || found.has(step.urn) || step.urn === urn) continue;
      if (state?.dependencies.includes(target) !== true) continue;
      found.set(step.urn, step);
      visit(step.urn);
    }
  };
  visit(urn);
  return [...found.values()];
}

function portsOf({ before, after }: PlannedStep): readonly string[] {
  return publishedPorts((before ?? after)?.inputs).map(({ name }) => name);
}

/** Each once, by name. */
function serviceNames(steps: readonly PlannedStep[]): readonly string[] {
  return [...new Set(steps.map(serviceName))].sort().map(code);
}

function serviceName(step: PlannedStep): string {
  return labelOf(step, "berth.service") ?? textAt((step.after ?? step.before)?.inputs, "hostname") ?? step.name;
}

function labelOf({ before, after }: PlannedStep, label: string): string | undefined {
  const found = mapsAt((after ?? before)?.inputs, "labels").find((each) => each.label === label);
  return textAt(found, "value");
}
