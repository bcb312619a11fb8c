import { openingDangers } from "../../../../packages/review/dangers/openings";
import type { JsonMap } from "../../../../packages/review/json";
import { plannedStep } from "../support/planned-step";

const awsRule = "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule";
const azureGroup = "azure-native:network:NetworkSecurityGroup";
const container = "docker:index/container:Container";
const ssh = (cidrIpv4: string): JsonMap => ({ fromPort: 22, toPort: 22, ipProtocol: "tcp", cidrIpv4 });
const azure = (rule: JsonMap): JsonMap => ({
  securityRules: [
    {
      access: "Allow",
      direction: "Inbound",
      protocol: "Tcp",
      sourceAddressPrefix: "10.0.0.0/8",
      destinationPortRange: "22",
      ...rule,
    },
  ],
});

const outwardAzure = (destinationAddressPrefix: string): JsonMap => ({
  securityRules: [
    { access: "Allow", direction: "Outbound", protocol: "Tcp", destinationAddressPrefix, destinationPortRange: "5432" },
  ],
});

const opened = (type: string, before: JsonMap | undefined, after: JsonMap): readonly string[] =>
  openingDangers([
    plannedStep(type, before === undefined ? "create" : "update", { ...(before && { before }), after }),
  ]).map(({ rule, text }) => `${rule}: ${text}`);

test.each<[string, string, JsonMap | undefined, JsonMap, readonly string[]]>([
  [
    "a new rule for the world",
    awsRule,
    undefined,
    ssh("0.0.0.0/0"),
    ["open to the world: SSH (port 22) to the world (`it`)"],
  ],
  [
    "a new way out to the world",
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule",
    undefined,
    { fromPort: 587, toPort: 587, ipProtocol: "tcp", cidrIpv4: "0.0.0.0/0" },
    ["open outward: connections from hosts to port 587 of the world (`it`)"],
  ],
  [
    "a way out to a wider network of Azure",
    azureGroup,
    outwardAzure("10.1.0.0/16"),
    outwardAzure("10.0.0.0/8"),
    ["open outward: connections from hosts to port 5432 of `10.0.0.0/8` (`it`)"],
  ],
  ["a way out to a narrower network of Azure", azureGroup, outwardAzure("Internet"), outwardAzure("10.0.0.0/8"), []],
  [
    "IPv6's world, all ports",
    awsRule,
    undefined,
    { ipProtocol: "-1", cidrIpv6: "::/0" },
    ["open to the world: every port to the world (`it`)"],
  ],
  [
    "a wider network",
    awsRule,
    ssh("10.1.0.0/16"),
    ssh("10.0.0.0/8"),
    ["open to more: SSH (port 22) to `10.0.0.0/8`, so far to `10.1.0.0/16` (`it`)"],
  ],
  ["a narrower network", awsRule, ssh("10.0.0.0/8"), ssh("10.1.0.0/16"), []],
  ["the same network", awsRule, ssh("10.0.0.0/8"), { ...ssh("10.0.0.0/8"), description: "x" }, []],
  [
    "another network",
    awsRule,
    ssh("10.0.0.0/8"),
    ssh("11.0.0.0/8"),
    ["open to more: SSH (port 22) to `11.0.0.0/8`, so far to `10.0.0.0/8` (`it`)"],
  ],
  [
    "IPv4 does not cover IPv6",
    awsRule,
    ssh("10.0.0.0/8"),
    { ...ssh("10.0.0.0/8"), cidrIpv6: "fd00::/8" },
    ["open to more: SSH (port 22) to `fd00::/8`, so far to `10.0.0.0/8` (`it`)"],
  ],
  [
    "more ports",
    awsRule,
    ssh("10.0.0.0/8"),
    { ...ssh("10.0.0.0/8"), toPort: 30 },
    ["open to more: SSH (port 22–30) to `10.0.0.0/8`, so far to `10.0.0.0/8` (`it`)"],
  ],
  [
    "another protocol",
    awsRule,
    ssh("10.0.0.0/8"),
    { ...ssh("10.0.0.0/8"), ipProtocol: "udp" },
    ["open to more: port 22/udp to `10.0.0.0/8`, so far to `10.0.0.0/8` (`it`)"],
  ],
  [
    "a rule in a group",
    "aws:ec2/securityGroup:SecurityGroup",
    { ingress: [] },
    { ingress: [{ protocol: "tcp", fromPort: 80, toPort: 80, cidrBlocks: ["0.0.0.0/0"] }] },
    ["open to the world: port 80 to the world (`it`)"],
  ],
  [
    "Azure's any",
    azureGroup,
    azure({}),
    azure({ sourceAddressPrefix: "*" }),
    ["open to the world: SSH (port 22) to the world, so far to `10.0.0.0/8` (`it`)"],
  ],
  [
    "Azure's Internet, all ports",
    azureGroup,
    azure({}),
    azure({ sourceAddressPrefix: "Internet", destinationPortRange: "*" }),
    ["open to the world: every tcp port to the world, so far to `10.0.0.0/8` (`it`)"],
  ],
  ["Azure's rule that denies", azureGroup, azure({}), azure({ access: "Deny", sourceAddressPrefix: "*" }), []],
  ["an outward rule", azureGroup, azure({}), azure({ direction: "Outbound", sourceAddressPrefix: "*" }), []],
  [
    "a container's new port",
    container,
    { hostname: "api", ports: [] },
    { hostname: "api", ports: [{ external: 9090, ip: "0.0.0.0" }] },
    ["publish port: service `api` publishes port 9090 on its host"],
  ],
  [
    "a container's UDP port beside the TCP port of that number",
    container,
    { hostname: "dns", ports: [{ external: 53, ip: "0.0.0.0", protocol: "tcp" }] },
    {
      hostname: "dns",
      ports: [
        { external: 53, ip: "0.0.0.0", protocol: "tcp" },
        { external: 53, ip: "0.0.0.0", protocol: "udp" },
      ],
    },
    ["publish port: service `dns` publishes port 53/udp on its host"],
  ],
  [
    "a port of the host itself that becomes public",
    container,
    { hostname: "dns", ports: [{ external: 53, ip: "127.0.0.1", protocol: "udp" }] },
    { hostname: "dns", ports: [{ external: 53, ip: "0.0.0.0", protocol: "udp" }] },
    ["publish port: service `dns` publishes port 53/udp on its host"],
  ],
  ["a port for the host itself", container, { ports: [] }, { ports: [{ external: 9090, ip: "127.0.0.1" }] }, []],
])("%s", (_name, type, before, after, expected) => {
  expect(opened(type, before, after)).toEqual(expected);
});
