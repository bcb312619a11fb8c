import ipaddr from "ipaddr.js";
import { textAt } from "../json";
import type { PlannedStep } from "../preview";
import { code, type Danger } from "./danger";
import { egressOf, type Exposure, exposuresOf, world } from "./exposures";
import { publishedPorts } from "./published-ports";

/** Ports and networks that a step lets in or out and that the same resource did not before. */
export function openingDangers(steps: readonly PlannedStep[]): readonly Danger[] {
  const changing = steps.filter(({ operation }) => operation !== "same" && operation !== "delete");
  return changing.flatMap((step) => [...firewall(step), ...outward(step), ...published(step)]);
}

function firewall(step: PlannedStep): readonly Danger[] {
  const { urn, name } = step;
  const { before, opened } = newExposures(step, exposuresOf);
  return opened.map((now) => {
    const was = before.filter((old) => portsCover(old, now) || portsCover(now, old)).map(({ source }) => code(source));
    const from = was.length === 0 ? "" : `, so far to ${[...new Set(was)].join(" and ")}`;
    const who = now.source === world ? world : code(now.source);
    const text = `${portsText(now)} to ${who}${from} (${code(name)})`;
    return { rule: now.source === world ? "open to the world" : "open to more", group: "opening", urn, text };
  });
}

function outward(step: PlannedStep): readonly Danger[] {
  const { urn, name } = step;
  return newExposures(step, egressOf).opened.map((now) => {
    const where = now.source === world ? world : code(now.source);
    const text = `connections from hosts to ${portsText(now)} of ${where} (${code(name)})`;
    return { rule: "open outward", group: "opening", urn, text };
  });
}

function newExposures({ type, operation, before: old, after }: PlannedStep, read: typeof exposuresOf) {
  const before = operation === "create" ? [] : read(type, old?.inputs);
  const opened = read(type, after?.inputs).filter((now) => !before.some((each) => covers(each, now)));
  return { before, opened };
}

function published(step: PlannedStep): readonly Danger[] {
  if (step.type !== "docker:index/container:Container") return [];
  const ports = (inputs: typeof step.after) =>
    publishedPorts(inputs?.inputs).flatMap(({ name, ip }) => (isLoopback(ip) ? [] : [name]));
  const old = step.operation === "create" ? [] : ports(step.before);
  const opened = ports(step.after).filter((port) => !old.includes(port));
  if (opened.length === 0) return [];
  const service = textAt(step.after?.inputs, "hostname") ?? step.name;
  const text = `service ${code(service)} publishes port ${opened.join(", ")} on its host`;
  return [{ rule: "publish port", group: "opening", urn: step.urn, text }];
}

function isLoopback(ip: unknown): boolean {
  return typeof ip === "string" && (ip.startsWith("127.") || ip === "::1");
}

function covers(old: Exposure, now: Exposure): boolean {
  return portsCover(old, now) && (old.protocol === "all" || old.protocol === now.protocol) && sourceCovers(old, now);
}

function portsCover(old: Exposure, now: Exposure): boolean {
  return old.from <= now.from && now.to <= old.to;
}

function sourceCovers({ source: old }: Exposure, { source: now }: Exposure): boolean {
  if (old === now || old === world) return true;
  if (now === world || !ipaddr.isValidCIDR(old) || !ipaddr.isValidCIDR(now)) return false;
  const [[network, bits], [address, length]] = [ipaddr.parseCIDR(old), ipaddr.parseCIDR(now)];
  return network.kind() === address.kind() && length >= bits && address.match(network, bits);
}

function portsText({ from, to, protocol }: Exposure): string {
  if (from === 0 && to === 65535) return protocol === "all" ? "every port" : `every ${protocol} port`;
  const ports = `${from === to ? from : `${from}–${to}`}${protocol === "udp" ? "/udp" : ""}`;
  return from <= 22 && 22 <= to && protocol !== "udp" ? `SSH (port ${ports})` : `port ${ports}`;
}
