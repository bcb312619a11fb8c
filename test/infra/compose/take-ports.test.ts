import fc from "fast-check";
import type { PortModel } from "../../../infra/compose/service-model";
import { faultsOf, read } from "./compose-text";

const web = (ports: string): string => `services: { web: { image: a, ports: ${ports} } }`;
const portsOf = (text: string): readonly PortModel[] => read(text).services.flatMap(({ ports }) => ports);
const linesOf = (text: string): readonly string[] =>
  (read(text).notices ?? []).map((line) => line.split(": ").slice(2).join(": "));

test.each<[string, string, readonly PortModel[], readonly string[]]>([
  [
    "short forms: TCP and UDP of one number, a range",
    '["53:53", "53:53/udp", "8000-8001:80-81"]',
    [
      { host: 53, container: 53 },
      { host: 53, container: 53, protocol: "udp" },
      { host: 8000, container: 80 },
      { host: 8001, container: 81 },
    ],
    [],
  ],
  [
    "the long form",
    "[{ target: 53, published: '5353', protocol: udp, mode: host, host_ip: 0.0.0.0, name: dns }]",
    [{ host: 5353, container: 53, protocol: "udp" }],
    [],
  ],
  [
    "loopback addresses, IPv6's as IPv4's",
    '["127.0.0.1:80:80", "127.0.0.2:80:80", "[::1]:81:80"]',
    [
      { host: 80, container: 80, hostIp: "127.0.0.1" },
      { host: 80, container: 80, hostIp: "127.0.0.2" },
      { host: 81, container: 80, hostIp: "127.0.0.1" },
    ],
    [0, 1, 2].map(() => "is open to the host itself alone: it is neither in its firewall nor in the outputs"),
  ],
  ["every address, in both spellings", '["0.0.0.0:80:80", "[::]:80:80"]', [{ host: 80, container: 80 }], []],
  ["one that is there twice", '["80:80", "80:80"]', [{ host: 80, container: 80 }], []],
  [
    "the first free port of a range, also before the one that has it",
    '["8000-8003:90", "8000:80", "8000-8003:90/udp", "8000-8003:91"]',
    [
      { host: 8001, container: 90 },
      { host: 8000, container: 80 },
      { host: 8000, container: 90, protocol: "udp" },
      { host: 8002, container: 91 },
    ],
    [8001, 8000, 8002].map((port) => `is open on ${port}, the first of the range that is free`),
  ],
  [
    "the host's own TCP ports are not its own by UDP",
    '["22:22/udp"]',
    [{ host: 22, container: 22, protocol: "udp" }],
    [],
  ],
])("%s", (_what, ports, expected, notices) => {
  expect(portsOf(web(ports))).toEqual(expected);
  expect(linesOf(web(ports))).toEqual(notices);
});

const several = (ports: string): string => `services: { web: { image: a, scale: 3, ports: ${ports} } }`;

test("the containers of a service share out a range, and get open ports each", () => {
  const text = several('["8000-8003:80", "90"]');
  const [first, second, third, ...open] = portsOf(text);
  expect([first, second, third]).toEqual(
    [1, 2, 3].map((replica) => ({ host: 7999 + replica, container: 80, replica })),
  );
  expect(open.map(({ container, replica, chosen }) => [container, replica, chosen])).toEqual(
    [1, 2, 3].map((replica) => [90, replica, true]),
  );
  expect(new Set(open.map(({ host }) => host)).size).toBe(3);
  expect(linesOf(text).slice(0, 2)).toEqual(
    [8000, 8001].map(
      (port, index) => `is open on ${port} for container ${index + 1}, the first of the range that is free`,
    ),
  );
});

test.each<[string, string, readonly string[]]>([
  [
    "one port for several containers",
    several('["8080:80", "9000-9001:90"]'),
    [
      `c.yaml:1: services.web.ports[0]: can't be published by 3 containers: give a range of 3 host ports, such as "8080-8082:80", leave the host's port out, or lead to them with an x-berth.route (got "8080")`,
      `c.yaml:1: services.web.ports[1]: can't be published by 3 containers: give a range of 3 host ports, such as "9000-9002:90", leave the host's port out, or lead to them with an x-berth.route (got "9000-9001")`,
    ],
  ],
  [
    "a service without a container",
    "services: { web: { image: a, deploy: { replicas: 0 } } }",
    ["c.yaml:1: services.web.deploy: must have 1 replica or more: give the service profiles instead"],
  ],
  [
    "an address that is not a host's",
    web('["192.168.1.5:80:80"]'),
    [
      'c.yaml:1: services.web.ports[0]: is not an address of a host here, the platform chooses those: leave it out to open the port on every one, or give 127.0.0.1 to open it to the host alone (got "192.168.1.5")',
    ],
  ],
  [
    "another protocol",
    web('["80:80/sctp"]'),
    ['c.yaml:1: services.web.ports[0]: must be tcp or udp: firewalls know no others (got "sctp")'],
  ],
  [
    "a long form that is not a port",
    web("[{ target: 0, published: http }]"),
    [
      "c.yaml:1: services.web.ports[0]: must have a target from 1 to 65535 (got 0)",
      'c.yaml:1: services.web.ports[0]: must be published as a port or a range from 1 to 65535 (got "http")',
    ],
  ],
  [
    "a number that two ports of a service have",
    web('["80:80", "127.0.0.1:80:81"]'),
    ["c.yaml:1: services.web.ports[1]: host port 80 is taken by ports[0]"],
  ],
  [
    "a range that others have",
    web('["8000:1", "8001:2", "8000-8001:80"]'),
    ['c.yaml:1: services.web.ports[2]: must have a port in its range that no other one has (got "8000-8001")'],
  ],
  [
    "more than firewalls take",
    web('["10000-11000:10000-11000/udp"]'),
    ["c.yaml:1: services: publish 1001 ports, more than 1000: publish smaller ranges"],
  ],
])("refuses %s", (_what, text, faults) => {
  expect(faultsOf(text)).toEqual(faults);
});

test("an open port depends on its service and number alone, and no two have the same", () => {
  const container = fc.uniqueArray(fc.integer({ min: 1, max: 65_535 }), { minLength: 1, maxLength: 20 });
  fc.assert(
    fc.property(container, (numbers) => {
      const chosen = portsOf(web(JSON.stringify(numbers.flatMap((port) => [String(port), `${port}/udp`]))));
      const names = chosen.map(({ host, protocol = "tcp" }) => `${host}/${protocol}`);
      expect(new Set(names).size).toBe(numbers.length * 2);
      for (const { host } of chosen) expect(host >= 20_000 && host < 30_000).toBe(true);
      const alone = portsOf(web(JSON.stringify([String(numbers[0])])));
      expect(alone).toEqual(chosen.slice(0, 1));
    }),
  );
});
