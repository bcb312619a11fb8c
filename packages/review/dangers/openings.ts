import ipaddr from "ipaddr.js";
import { textAt } from "../json";
import type { PlannedStep } from "../preview";
import { code, type Danger } from "./danger";
import { type Exposure, exposuresOf, world } from "./exposures";
import { publishedPorts } from "./published-ports";

/** Ports and networks that a step lets in and that the same resource did not let in before. */
export function openingDangers(steps: readonly PlannedStep[]): readonly Danger[] {
  const changing = steps.filter(({ operation }) => operation !== "same" && operation !== "delete");
  return changing.flatMap((step) => [...firewall(step), ...published(step)]);
}

function firewall(step: PlannedStep): readonly Danger[] {
  const { type, urn, name, operation } = step;
  const before = operation === "create" ? [] : exposuresOf(type, step.before?.inputs);
  const opened = exposuresOf(type, step.after?.inputs).filter((now) => !before.some((old) => covers(old, now)));
  return opened.map((now) => {
    const was = before.filter((old) => portsCover(old, now) || portsCover(now, old)).map(({ source }) => code(source));
    const from = was.length === 0 ? "" : `, so far to ${[...new Set(was)].join(" and ")}`;
    const who = now.source === world ? world : code(now.source);
    const text = `${portsText(now)} to ${who}${from} (${code(name)})`;
    return { rule: now.source === world ? "open to the world" : "open to more", group: "opening", urn, text };
  });
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
