import * as pulumi from "@pulumi/pulumi";
import { hostCompose } from "./compose/host-compose";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config-schema";
import { stockUserData } from "./hardening/stock-user-data";
import { userData } from "./hardening/user-data";
import type { HostSpec } from "./host";
import { adminUser, type LoginKeys, loginUser } from "./login-keys";
import { numbered } from "./numbered";

/** The hosts that a stack's services need, each with the ports that its own services publish. */
export function hostSpecs(config: StackConfig, compose: ComposeModel, keys: LoginKeys): readonly HostSpec[] {
  return Array.from({ length: config.hosts }, (_, index) =>
    hostSpec(config, hostCompose(compose, index + 1), { keys, number: index + 1 }),
  );
}

interface Numbered {
  readonly keys: LoginKeys;
  readonly number: number;
}

function hostSpec(config: StackConfig, compose: ComposeModel, { keys, number }: Numbered): HostSpec {
  const stack = `${pulumi.getProject()}-${pulumi.getStack()}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
  const name = numbered(stack, number);
  const publicPorts = compose.services.flatMap(({ ports }) => ports.map(({ host }) => host));
  const textFor = config.target === "local" && config.localImage === "built" ? userData : stockUserData;
  const text = pulumi
    .all([keys.login.publicKey, keys.admin.publicKey])
    .apply(([loginKey, adminKey]) =>
      textFor({ hostname: name, loginUser, loginKey, adminUser, adminKey, publicPorts }),
    );
  const { cpus, memoryMiB, dataDiskGiB } = config;
  return { name, number, cpus, memoryMiB, dataDiskGiB, publicPorts, userData: text, adminKey: keys.admin.publicKey };
}
