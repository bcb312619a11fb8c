import { nameFaults } from "../../infra/check-names";
import { describeFaults } from "../../infra/config/config-schema";

const none = { made: [], byHand: [] };
const on = (name: string, ...hosts: number[]) => ({ name, hosts });
const faults = (config: { domain: string; dnsZone: string }, records: Parameters<typeof nameFaults>[1]) =>
  describeFaults(nameFaults({ publicAddresses: true, loadBalancer: false, ...config }, records));

test("a zone that no record is made in is a fault that names what is missing", () => {
  const config = { domain: "", dnsZone: "dns/example.org" };
  expect(faults(config, { ...none, made: [on("app.example.org", 1)] })).toEqual([]);
  expect(faults(config, none)).toEqual([
    'dnsZone: needs a domain or a route, whose record is made in it (got "dns/example.org")',
  ]);
  expect(faults(config, { ...none, byHand: [on("a.example.com", 1), on("b.example.com", 1)] })).toEqual([
    'dnsZone: has none of the stack\'s host names in it: a.example.com, b.example.com (got "dns/example.org")',
  ]);
  expect(faults({ ...config, dnsZone: "Z1" }, { ...none, byHand: [on("a.example.com", 1)] })).toEqual([
    'dnsZone: must have the zone\'s name too, such as Z1/example.org, for the records of a.example.com (got "Z1")',
  ]);
});

test("names that lead to several hosts are faults, all at once, unless their certificate is the ingress' own", () => {
  const made = [on("links.example.org", 1, 2), on("app.example.org", 1, 3), on("app.internal", 1, 2)];
  expect(faults({ domain: "links.example.org", dnsZone: "dns/example.org" }, { ...none, made })).toEqual([
    "domain: links.example.org would lead to 2 hosts, and the certificate authority could validate against the wrong one: publish ports on one host (x-berth: { hosts: [1] }), or leave domain empty and set loadBalancer to true",
    "x-berth.route: app.example.org would lead to 2 hosts, and the certificate authority could validate against the wrong one: run its services on one host (x-berth: { hosts: [1] }), or publish a port instead and set loadBalancer to true",
  ]);
});

test("no authority certifies the names of hosts without a public address, each of which is a fault", () => {
  const config = { domain: "links.example.org", dnsZone: "", publicAddresses: false };
  const byHand = [on("links.example.org", 1), on("app.example.org", 1), on("app.internal", 1)];
  const why =
    "leads to a host without a public address, which no certificate authority reaches: set publicAddresses or loadBalancer to true, or take a name below .internal, which the ingress certifies itself";
  expect(faults(config, { ...none, byHand })).toEqual([
    `domain: links.example.org ${why}`,
    `x-berth.route: app.example.org ${why}`,
  ]);
});
