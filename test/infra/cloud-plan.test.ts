import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { JavaScriptValue } from "google-protobuf/google/protobuf/struct_pb";
import { parse } from "yaml";
import { awsCalls } from "../../bootstrap/aws-calls";
import { isList, isMap, type PropertyValue, Secret, unknown as unknownValue } from "../../packages/model/property";
import type { Step } from "../../packages/model/step";
import { release } from "../../infra/platforms/debian-image.json";
import { PolicyHost } from "../policy/support/policy-host";
import { awsConfig, azureConfig } from "./support/cloud-runs";
import { CloudStack, type Config } from "./support/cloud-stack";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

let policies: PolicyHost;
beforeAll(async () => {
  policies = await PolicyHost.start();
});
afterAll(() => policies.stop());

// No account, no credentials, no network, no plugin of a cloud.
const aws = configOf("aws");
const azure = configOf("azure");
const everything = {
  "berth:hosts": 3,
  "berth:generation": 2,
  "berth:domain": "links.example.org",
  "berth:terminationProtection": true,
};
const jumpHostParts = { host: "10.99.0.5", user: "jump", port: 2222, hostKey: `ssh-ed25519 ${"A".repeat(68)}` };
const stacks: readonly (readonly [string, Config])[] = [
  ["aws", aws],
  ["azure", azure],
  [
    "aws",
    {
      ...awsConfig,
      ...everything,
      "berth:registry": "ecr",
      "berth:dnsZone": "Z0123456789ABC",
      "berth:flowLogs": true,
      "berth:egress": ["587", "5432@10.20.0.0/16"],
      "berth:permissionsBoundary": "arn:aws:iam::000000000000:policy/ci-of-berth-boundary",
    },
  ],
  [
    "azure",
    {
      ...azureConfig,
      ...everything,
      "berth:egress": ["587", "123/udp"],
      "berth:registry": "acr",
      "berth:dnsZone": "dns/example.org",
    },
  ],
  ["aws", { ...awsConfig, "berth:size": "m8g.large", "berth:registry": "ecr", "berth:tags": { Team: "web" } }],
  [
    "azure",
    { ...azureConfig, "berth:size": "Standard_D2ps_v6", "berth:registry": "acr", "berth:tags": { Team: "web" } },
  ],
  ["aws", { ...awsConfig, "berth:runtime": "vms" }],
  ["azure", { ...azureConfig, "berth:runtime": "vms" }],
  [
    "aws",
    {
      ...awsConfig,
      "berth:hosts": 2,
      "berth:network": "vpc-00000000000000001",
      "berth:publicAddresses": false,
      "berth:privateSubnets": ["a=subnet-0000000000000000a", "b=subnet-0000000000000000b"],
      "berth:publicSubnets": ["a=subnet-0000000000000000c", "b=subnet-0000000000000000d"],
      "berth:loadBalancer": true,
      "berth:domain": "links.example.org",
      "berth:dnsZone": "Z0123456789ABC",
    },
  ],
  [
    "azure",
    {
      ...azureConfig,
      "berth:network": "shared/office",
      "berth:publicAddresses": false,
      "berth:privateSubnets": ["hosts"],
      "berth:loadBalancer": true,
      "berth:jumpHost": "jump@10.99.0.5:2222",
      "berth:jumpHostKey": jumpHostParts.hostKey,
    },
  ],
  ["aws", { ...awsConfig, "berth:diskBackups": 7, "berth:dataSnapshots": { 1: "snap-00000000000000001" } }],
  [
    "azure",
    {
      ...azureConfig,
      "berth:diskBackups": 7,
      "berth:dataSnapshots": { 1: "/subscriptions/0/resourceGroups/kept/providers/Microsoft.Compute/snapshots/before" },
    },
  ],
];

test.each(stacks)(
  "the plan of a whole new %s stack is complete without plugin, account and network, and breaks no policy",
  async (name, config) => {
    const stack = new CloudStack("infra/index.ts", {}, name);
    try {
      const { summary } = await stack.run("preview", config);
      expect(stack.messages("error")).toEqual([]);
      expect(summary.result).toBe("succeeded");
      const steps = stack
        .steps()
        .filter(({ type }) =>
          /^(aws|azure-native|docker-build|berth:(aws|azure|infra|index:(PulledImage|FoundImage)))/.test(type),
        );
      const plan = steps.map(({ operation, type, urn, after }) => ({
        operation,
        type,
        name: urn.split("::").at(-1),
        inputs: plain(after?.inputs ?? {}, "[unknown]"),
      }));
      expect(withoutRelease(plan)).toMatchSnapshot();
      const access = stack.steps().find(({ type }) => type === "berth:index:SshAccess");
      const jumpHost = config["berth:jumpHost"] === undefined ? undefined : jumpHostParts;
      expect(access?.after?.inputs.jumpHost).toEqual(jumpHost);
      if (config["berth:generation"] !== undefined)
        expect(turnOf(stack.steps(), 2)).toEqual(expect.arrayContaining(["services-gateway", `berth-${name}-ports`]));
      const own = steps.map(({ type }) => type).filter((type) => /^(aws|docker-build):/.test(type));
      expect(own.filter((type) => !Object.hasOwn(awsCalls, type) && name === "aws")).toEqual([]);
      const found = await Promise.all(stack.steps().map((step) => stoppedBy(step)));
      expect(found.flat()).toEqual([]);
    } finally {
      stack.dispose();
    }
  },
);

test("a host on AWS has the way to the internet before its address and its boot, and its ssh files name the tunnel", async () => {
  const [name, config] = stacks[0] ?? ["", {}];
  const stack = new CloudStack("infra/index.ts", {}, name);
  try {
    await stack.run("preview", config);
    const needs = (type: string) => dependenciesOf(stack.steps(), type);
    const internet = ["InternetGateway", "Route", "RouteTableAssociation", "SecurityGroupEgressRule"];
    expect(needs("EipAssociation")).toEqual(expect.arrayContaining(internet));
    expect(needs("Instance")).toEqual(expect.arrayContaining([...internet, "EipAssociation"]));
    const access = stack.steps().find(({ type }) => type === "berth:index:SshAccess");
    const [host] = isList(access?.after?.inputs.hosts) ? access.after.inputs.hosts : [];
    expect(Object.keys(isMap(host) ? host : {}).sort()).toEqual(["address", "hostKey", "name", "port", "proxyCommand"]);
  } finally {
    stack.dispose();
  }
});

test("up without the cloud's plugin reports how to get it, and makes nothing there", async () => {
  const [name, config] = stacks[0] ?? ["", {}];
  const stack = new CloudStack("infra/index.ts", {}, name);
  try {
    const { summary } = await stack.run("up", config);
    expect(summary.result).toBe("failed");
    expect(stack.messages("error").join("\n")).toMatch(/plugin install resource aws/);
    expect(stack.steps().filter(({ type }) => type.startsWith("aws:"))).toEqual([]);
  } finally {
    stack.dispose();
  }
});

/** The types of what the first resource of a type depends on. */
function dependenciesOf(steps: readonly Step[], type: string): readonly string[] {
  const found = steps.find((step) => step.type.endsWith(`:${type}`));
  return (found?.after?.dependencies ?? []).map((urn) => urn.split("::").at(2)?.split(":").at(-1) ?? "");
}

/** Names of what the machine of a host comes after. */
function turnOf(steps: readonly Step[], number: number): readonly string[] {
  const found = steps.find(({ urn }) => new RegExp(`-${number}-(instance|machine)$`).test(urn));
  return (found?.after?.dependencies ?? []).map((urn) => urn.split("::").at(3) ?? "");
}

/** What the stack's file of this repository says, as it is there for a newcomer. */
function configOf(stack: string): Config {
  const file = readFileSync(join(__dirname, `../../Pulumi.${stack}.yaml`), "utf8");
  return (parse(file) as { config: Config }).config;
}

/** A newer release of Debian is no other plan. */
function withoutRelease(plan: object): unknown {
  const text = JSON.stringify(plan).replaceAll(release, "[release]").replaceAll(release.replace("-", "."), "[release]");
  return JSON.parse(text);
}

/** What the policy pack says to a planned resource. */
function stoppedBy({ type, urn, after }: Step): Promise<readonly string[]> {
  const inputs = plain(after?.inputs ?? {}, unknownOnTheWire) as Record<string, JavaScriptValue>;
  return policies.mandatory({ type, urn, inputs, protect: after?.protect === true });
}

/** How Pulumi's protocol writes a text that is not known yet. */
const unknownOnTheWire = "04da6b54-80e4-46f7-96ec-b56ff0331ba9";

function plain(value: PropertyValue, unknown: string): JavaScriptValue {
  if (value === unknownValue) return unknown;
  if (value instanceof Secret) return plain(value.value, unknown);
  if (isList(value)) return value.map((item) => plain(item, unknown));
  if (isMap(value)) return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, plain(item, unknown)]));
  return typeof value === "object" ? null : value;
}
