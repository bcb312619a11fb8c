import * as pulumi from "@pulumi/pulumi";
import { hostCompose } from "../compose/host-compose";
import { openPorts } from "../compose/open-ports";
import type { ComposeModel } from "../compose/service-model";
import type { StackConfig } from "../config/config-schema";
import type { PublicPort } from "../guest/public-port";
import { stockUserData } from "../guest/stock-user-data";
import { userData } from "../guest/user-data";
import type { HostSpec } from "./host";
import type { HostTurns } from "./host-turns";
import { adminUser, type LoginKeys, loginUser } from "./login-keys";
import { numbered } from "./numbered";

/** The hosts that a stack's services need, each with the ports that its own services publish. */
export function hostSpecs(
  config: StackConfig,
  compose: ComposeModel,
  { keys, turns }: { readonly keys: LoginKeys; readonly turns: HostTurns },
): readonly HostSpec[] {
  return hostNames(config, compose).map((name, index) => {
    const number = index + 1;
    const turn = turns.of(number);
    return { ...hostSpec(config, hostCompose(compose, number), { keys, name, number }), ...(turn && { turn }) };
  });
}

/** What everything of the stack that has no name of its own is called after, hosts too. */
export function stackName(): string {
  return `${pulumi.getProject()}-${pulumi.getStack()}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
}

/** Returns the specs in the order of their numbers; a host that belongs to one service has its name. */
function hostNames({ runtime, hosts }: StackConfig, { services }: ComposeModel): readonly string[] {
  if (runtime === "containers") return Array.from({ length: hosts }, (_, index) => numbered(stackName(), index + 1));
  const byNumber = [...services].sort((a, b) => (a.hosts[0] ?? 0) - (b.hosts[0] ?? 0));
  return byNumber.map(({ name }) => `${stackName()}-${name}`);
}

interface Numbered {
  readonly keys: LoginKeys;
  readonly name: string;
  readonly number: number;
}

function hostSpec(config: StackConfig, compose: ComposeModel, { keys, name, number }: Numbered): HostSpec {
  const publicPorts = publicPortsOf(compose);
  const isBuilt = config.target === "local" && config.localImage === "built";
  const text = pulumi.all([keys.login.publicKey, keys.admin.publicKey]).apply(([loginKey, adminKey]) => {
    const identity = { hostname: name, loginUser, loginKey, adminUser, adminKey };
    return isBuilt ? userData(identity) : stockUserData(identity, config.runtime);
  });
  const { cpus, memoryMiB, dataDiskGiB } = config;
  const hasPeers = config.runtime === "vms";
  const adminKey = keys.admin.publicKey;
  return { name, number, cpus, memoryMiB, dataDiskGiB, publicPorts, hasPeers, userData: text, adminKey };
}

/** The ports that the host's firewall opens. */
function publicPortsOf({ services }: ComposeModel): readonly PublicPort[] {
  return services.flatMap(openPorts).map(({ host, protocol }) => ({ port: host, protocol: protocol ?? "tcp" }));
}
