import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { StackConfig } from "./config-schema";
import { userData } from "./hardening/user-data";
import type { HostSpec } from "./host";
import { adminUser, type LoginKeys, loginUser } from "./login-keys";

/** The host that a stack's services need, with the ports that they publish. */
export function hostSpec(config: StackConfig, compose: ComposeModel, keys: LoginKeys): HostSpec {
  const name = `${pulumi.getProject()}-${pulumi.getStack()}`.toLowerCase().replaceAll(/[^a-z0-9-]/g, "-");
  const publicPorts = compose.services.flatMap(({ ports }) => ports.map(({ host }) => host));
  const text = pulumi
    .all([keys.login.publicKey, keys.admin.publicKey])
    .apply(([loginKey, adminKey]) =>
      userData({ hostname: name, loginUser, loginKey, adminUser, adminKey, publicPorts }),
    );
  const { cpus, memoryMiB, dataDiskGiB } = config;
  return { name, cpus, memoryMiB, dataDiskGiB, publicPorts, userData: text, adminKey: keys.admin.publicKey };
}
