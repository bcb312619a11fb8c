import type { Config, RecordedStack } from "./recorded-stack";

export interface Case {
  readonly name: string;
  readonly stack: "aws" | "azure" | "dev";
  /** What stands before the change. */
  readonly base: Config;
  /** What the change does to the stack's file. */
  readonly config?: Config;
  /** What it does to the project's files. */
  readonly edit?: (stack: RecordedStack) => void;
  /** Planned from nothing and without plugins, to be compared with the base's plan. */
  readonly fromNothing?: boolean;
}

const aws = {
  "berth:target": "aws",
  "aws:region": "eu-central-1",
  "berth:image": "ami-00000000000000001",
  "berth:adminCidrs": ["198.51.100.0/24"],
};
const azure = {
  "berth:target": "azure",
  "azure-native:location": "westeurope",
  "berth:image": "Debian:debian-13:13-gen2:0.0.1",
  "berth:adminCidrs": ["198.51.100.0/24"],
};
/** The plan must not depend on whether this computer has KVM. */
const dev = { "berth:target": "local", "berth:imageBuilds": "host" };

const compose = "services/compose.yaml";

export const cases: readonly Case[] = [
  { name: "aws-no-change", stack: "aws", base: aws },
  { name: "aws-new-service", stack: "aws", base: aws, edit: addCache },
  {
    name: "aws-image-bump",
    stack: "aws",
    base: aws,
    config: { "berth:image": "ami-00000000000000002", "berth:generation": 2 },
  },
  { name: "aws-image-waits", stack: "aws", base: aws, config: { "berth:image": "ami-00000000000000002" } },
  { name: "aws-size-change", stack: "aws", base: aws, config: { "berth:memoryMiB": 4096 } },
  { name: "aws-cidr-opened", stack: "aws", base: aws, edit: openSsh },
  { name: "aws-cidr-widened", stack: "aws", base: aws, config: { "berth:adminCidrs": ["198.51.0.0/16"] } },
  { name: "aws-user-data-edited", stack: "aws", base: aws, config: { "berth:generation": 2 }, edit: editUserData },
  {
    name: "aws-region-change",
    stack: "aws",
    base: aws,
    config: { "aws:region": "eu-west-1", "berth:protectData": false },
  },
  { name: "aws-fork-region-change", stack: "aws", base: aws, config: { "aws:region": "eu-west-1" }, fromNothing: true },
  { name: "aws-hosts-up", stack: "aws", base: aws, config: { "berth:hosts": 2 } },
  {
    name: "aws-hosts-down",
    stack: "aws",
    base: { ...aws, "berth:hosts": 2, "berth:protectData": false },
    config: { "berth:hosts": 1 },
  },
  { name: "azure-no-change", stack: "azure", base: azure },
  { name: "azure-disk-shrunk", stack: "azure", base: azure, config: { "berth:dataDiskGiB": 8 } },
  { name: "azure-region-protected", stack: "azure", base: azure, config: { "azure-native:location": "northeurope" } },
  { name: "azure-unprotected", stack: "azure", base: azure, config: { "berth:protectData": false } },
  { name: "dev-no-change", stack: "dev", base: dev },
  { name: "dev-service-removed", stack: "dev", base: dev, edit: removeGateway },
  { name: "dev-database-removed", stack: "dev", base: dev, edit: removeDatabase },
  {
    name: "dev-secret-rotated",
    stack: "dev",
    base: dev,
    edit: (stack) => stack.edit(compose, (text) => text.replace("length: 32", "length: 48")),
  },
  {
    name: "dev-api-edited",
    stack: "dev",
    base: dev,
    edit: (stack) => stack.edit("services/api/Dockerfile", (text) => `${text}# again\n`),
  },
  {
    name: "dev-gateway-as-root",
    stack: "dev",
    base: dev,
    edit: (stack) =>
      stack.edit(compose, (text) =>
        text
          .replace('"443:8443"]', '"443:8443", "9090:8080"]\n    cap_add: [NET_BIND_SERVICE]')
          .replace('user: "10001:10001"', 'user: "0:0"'),
      ),
  },
  { name: "dev-guest-edited", stack: "dev", base: dev, config: { "berth:memoryMiB": 4096 } },
];

function addCache(stack: RecordedStack): void {
  stack.write("services/cache/Dockerfile", "FROM debian:trixie-slim\nUSER 10004:10004\n");
  stack.edit(compose, (text) =>
    text.replace(
      "\n  db:\n",
      `
  cache:
    build: ./cache
    user: "10004:10004"
    command: [sleep, infinity]
    networks: [data]
    healthcheck:
      test: [CMD, "true"]
    mem_limit: 64m
    cpus: 0.5
    pids_limit: 16

  db:
`,
    ),
  );
}

/** What somebody might slip into a big change. */
function openSsh(stack: RecordedStack): void {
  stack.edit("infra/platforms/aws/aws-firewall.ts", (text) =>
    text.replace("{ cidrIpv4: cidr, description", "{ cidrIpv4: everyone, description"),
  );
}

function editUserData(stack: RecordedStack): void {
  stack.edit("infra/guest/stock-user-data.ts", (text) =>
    text.replaceAll("#cloud-config\n", "#cloud-config\ntimezone: Europe/Berlin\n"),
  );
}

function removeGateway(stack: RecordedStack): void {
  stack.edit(compose, (text) =>
    text
      .replace(/ {2}gateway:\n[^]*?\n\n(?= {2}api:)/, "")
      .replace(/^ {2}gateway-data:.*\n/m, "")
      .replace(/^ {2}edge:.*\n/m, ""),
  );
}

function removeDatabase(stack: RecordedStack): void {
  stack.edit(compose, (text) =>
    text
      .replace(/ {2}db:\n[^]*?(?=\n(networks|volumes|secrets):)/, "")
      .replace(/^ {2}db-data:.*\n/m, "")
      .replace(/ {4}depends_on:\n {6}db: .*\n/, ""),
  );
}
