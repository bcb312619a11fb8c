import { present } from "../../compose/present";
import type { ComposeModel, PortModel, ServiceModel } from "../../compose/service-model";
import type { Neighbourhood } from "./peers";

/** Address on which systemd-resolved listens. */
const resolver = "{ 127.0.0.53, 127.0.0.54 }";

/**
 * The machine's firewall, as far as its service makes it: published ports lead to the service's own, peers reach the
 * service, the stack's other machines nothing; and a service without a network that leads out gets no further than its peers.
 */
export function firewallText(service: ServiceModel, compose: ComposeModel, { peers, others }: Neighbourhood): string {
  const [uid = ""] = present(service.user, `user of ${service.name}`).split(":");
  const peerSet = addressSet(peers);
  const lines = [
    ...(peerSet === "" ? [] : [`add rule inet berth service_input ip saddr ${peerSet} tcp dport != 22 accept`]),
    ...(peerSet === "" ? [] : udpLines(service, peerSet)),
    ...(peerSet === "" ? [] : [`add rule inet berth service_input ip saddr ${peerSet} drop`]),
    ...(others.length === 0 ? [] : [`add rule inet berth service_input ip saddr ${addressSet(others)} drop`]),
    ...publishLines(service),
    ...(hasWayOut(service, compose) ? [] : confineLines(uid, peerSet)),
  ];
  return lines.map((line) => `${line}\n`).join("");
}

/** Peers reach the UDP ports that the service publishes; what else it listens on is not in the compose file. */
function udpLines({ ports }: ServiceModel, peerSet: string): string[] {
  const own = [...new Set(ports.filter(isUdp).map(({ container }) => container))];
  if (own.length === 0) return [];
  return [`add rule inet berth service_input ip saddr ${peerSet} udp dport { ${own.join(", ")} } accept`];
}

function publishLines({ ports }: ServiceModel): string[] {
  if (ports.length === 0) return [];
  const accept = "add rule inet berth service_input ct status dnat";
  return [
    "add chain inet berth service_publish { type nat hook prerouting priority dstnat; policy accept; }",
    ...ports.map(
      ({ host, container, protocol = "tcp" }) =>
        `add rule inet berth service_publish fib daddr type local ${protocol} dport ${host} redirect to :${container}`,
    ),
    ...(ports.every(isUdp) ? [] : [`${accept} ct original proto-dst @public_ports accept`]),
    ...(ports.some(isUdp) ? [`${accept} meta l4proto udp ct original proto-dst @public_udp_ports accept`] : []),
  ];
}

function isUdp({ protocol }: PortModel): boolean {
  return protocol === "udp";
}

function confineLines(uid: string, peerSet: string): string[] {
  const others = `meta skuid ${uid} oifname != "lo"`;
  return [
    // The machine's resolver queries the internet, so DNS would be egress. Peers are in /etc/hosts.
    `add rule inet berth service_output meta skuid ${uid} ip daddr ${resolver} drop`,
    ...(peerSet === "" ? [] : [`add rule inet berth service_output ${others} ip daddr ${peerSet} accept`]),
    `add rule inet berth service_output ${others} drop`,
  ];
}

function hasWayOut({ networks }: ServiceModel, compose: ComposeModel): boolean {
  return compose.networks.some(({ name, internal }) => networks.includes(name) && !internal);
}

function addressSet(of: readonly { readonly address: string }[]): string {
  return of.length === 0 ? "" : `{ ${of.map(({ address }) => address).join(", ")} }`;
}
