import { firewallText } from "../../../../infra/runtimes/systemd/firewall-text";
import type { PortModel } from "../../../../infra/compose/service-model";
import { hostsText, neighbourhood } from "../../../../infra/runtimes/systemd/peers";
import { addresses, sampleStack } from "./sample-unit";

const compose = sampleStack();

function around(name: string, ports?: readonly PortModel[]) {
  const found = neighbourOf(name);
  const service = { ...found.service, ...(ports && { ports }) };
  const rules = firewallText(service, compose, found.around).trimEnd().split("\n");
  return { hosts: hostsText(found.around), rules };
}

function neighbourOf(name: string) {
  const service = compose.services.find((one) => one.name === name);
  if (service === undefined) throw new Error(name);
  return { service, around: neighbourhood(service, compose, addresses) };
}

test("services that share a network know each other by name, others don't", () => {
  expect(around("gateway").hosts).toBe("10.40.0.5 api\n");
  expect(around("api").hosts).toBe("10.40.0.6 db\n10.40.0.4 gateway\n");
  expect(around("db").hosts).toBe("10.40.0.5 api\n");
});

test("the database is reached by its peer alone, and gets nowhere else itself", () => {
  expect(around("db").rules).toEqual([
    "add rule inet berth service_input ip saddr { 10.40.0.5 } tcp dport != 22 accept",
    "add rule inet berth service_input ip saddr { 10.40.0.5 } drop",
    "add rule inet berth service_input ip saddr { 10.40.0.4 } drop",
    "add rule inet berth service_output meta skuid 10003 ip daddr { 127.0.0.53, 127.0.0.54 } drop",
    'add rule inet berth service_output meta skuid 10003 oifname != "lo" ip daddr { 10.40.0.5 } accept',
    'add rule inet berth service_output meta skuid 10003 oifname != "lo" drop',
  ]);
});

test("a published port leads to the service's own, which is not open itself, and a way out stays one", () => {
  expect(around("gateway").rules).toEqual([
    "add rule inet berth service_input ip saddr { 10.40.0.5 } tcp dport != 22 accept",
    "add rule inet berth service_input ip saddr { 10.40.0.5 } drop",
    "add rule inet berth service_input ip saddr { 10.40.0.6 } drop",
    "add chain inet berth service_publish { type nat hook prerouting priority dstnat; policy accept; }",
    "add rule inet berth service_publish fib daddr type local tcp dport 80 redirect to :8080",
    "add rule inet berth service_input ct status dnat ct original proto-dst @public_ports accept",
  ]);
});

test("a UDP port is let in from the world and from peers, and opens no TCP port", () => {
  const dns = { host: 53, container: 5353, protocol: "udp" } as const;
  expect(around("gateway", [dns]).rules).toEqual([
    "add rule inet berth service_input ip saddr { 10.40.0.5 } tcp dport != 22 accept",
    "add rule inet berth service_input ip saddr { 10.40.0.5 } udp dport { 5353 } accept",
    "add rule inet berth service_input ip saddr { 10.40.0.5 } drop",
    "add rule inet berth service_input ip saddr { 10.40.0.6 } drop",
    "add chain inet berth service_publish { type nat hook prerouting priority dstnat; policy accept; }",
    "add rule inet berth service_publish fib daddr type local udp dport 53 redirect to :5353",
    "add rule inet berth service_input ct status dnat meta l4proto udp ct original proto-dst @public_udp_ports accept",
  ]);
  expect(around("gateway", [{ host: 53, container: 5353 }, dns]).rules.slice(4)).toEqual([
    "add chain inet berth service_publish { type nat hook prerouting priority dstnat; policy accept; }",
    "add rule inet berth service_publish fib daddr type local tcp dport 53 redirect to :5353",
    "add rule inet berth service_publish fib daddr type local udp dport 53 redirect to :5353",
    "add rule inet berth service_input ct status dnat ct original proto-dst @public_ports accept",
    "add rule inet berth service_input ct status dnat meta l4proto udp ct original proto-dst @public_udp_ports accept",
  ]);
});
