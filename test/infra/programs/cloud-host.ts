import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "../../../infra/read-config";
import { stockUserData } from "../../../infra/guest/stock-user-data";
import { HostTurns } from "../../../infra/host/host-turns";
import { adminUser, LoginKeys, loginUser } from "../../../infra/host/login-keys";
import { numbered } from "../../../infra/host/numbered";
import { platforms } from "../../../infra/targets";

/** A platform's hosts and nothing on them: what the stack of infra/index.ts has before its readiness gate. The first publishes ports. */
const remark = new pulumi.Config("test").get("remark") ?? "";

const { config } = readConfig();
const keys = new LoginKeys("keys");
const turns = new HostTurns(config);
const { cpus, memoryMiB, dataDiskGiB } = config;
const published = [
  { port: 80, protocol: "tcp" },
  { port: 443, protocol: "tcp" },
  { port: 53, protocol: "udp" },
  { port: 54, protocol: "udp" },
] as const;
const hasPeers = config.runtime === "vms";
const specs = Array.from({ length: hasPeers ? 3 : config.hosts }, (_, index) => {
  const number = index + 1;
  const name = numbered("berth-test", number);
  const publicPorts = number === 1 ? published : [];
  const turn = turns.of(number);
  const userData = pulumi.all([keys.login.publicKey, keys.admin.publicKey]).apply(([loginKey, adminKey]) => {
    const identity = { hostname: name, loginUser, loginKey, adminUser, adminKey };
    return stockUserData(identity, config.runtime) + remark;
  });
  return {
    name,
    number,
    cpus,
    memoryMiB,
    dataDiskGiB,
    publicPorts,
    hasPeers,
    userData,
    adminKey: keys.admin.publicKey,
    ...(turn && { turn }),
  };
});
const services = ["web", "db"];
const names = new pulumi.Config("test").getObject<string[]>("names") ?? [];
const { machines, registry, front } = platforms[config.target]()({
  config,
  name: "berth-test",
  specs,
  services,
  names: names.map((name) => ({ name, hosts: [1] })),
  folder: "/none",
});

/** Stands for the services of a host: it changes with the host's machine. */
class Running extends pulumi.CustomResource {
  constructor(name: string, machine: pulumi.Output<string>) {
    super(`${config.target === "aws" ? "aws" : "azure-native"}:test:Running`, name, { machine });
  }
}

const running = new pulumi.Config("test").getBoolean("running") ?? false;
turns.settle(machines.map(({ name, rootDiskId }) => (running ? [new Running(`${name}-services`, rootDiskId)] : [])));

/** The clouds whose SDK this program has loaded. */
const sdks = new Set(
  Object.keys(require.cache).flatMap((path) => /@pulumi\/(aws|azure-native)\//.exec(path)?.[1] ?? []),
);

export = {
  hosts: machines.map(({ name, address, hostPorts, hostKey, rootDiskId, bootId, proxyCommand, privateAddress }) => ({
    ...{ name, address, hostPorts, hostKey, rootDiskId, bootId },
    ...(privateAddress !== undefined && { privateAddress }),
    ...(proxyCommand && { proxyCommand }),
  })),
  ...(front && { front: { recordType: front.recordType, address: front.address } }),
  ...(registry && { repositories: Object.fromEntries(registry.repositories), registryAddress: registry.address }),
  userData: specs[0]?.userData,
  sdks: [...sdks],
};
