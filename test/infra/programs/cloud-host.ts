import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "../../../infra/config";
import type { HostSpec } from "../../../infra/host";
import { userData as machineUserData } from "../../../infra/hardening/user-data";
import { adminUser, LoginKeys, loginUser } from "../../../infra/login-keys";
import { platforms } from "../../../infra/targets";

/** A platform's host and nothing on it: what the stack of infra/index.ts has before its readiness gate. */
const name = "berth-test";
const publicPorts = [80, 443];
const remark = new pulumi.Config("test").get("remark") ?? "";

const config = readConfig();
const keys = new LoginKeys("keys");
const text = pulumi.all([keys.login.publicKey, keys.admin.publicKey]).apply(([loginKey, adminKey]) => {
  const identity = { hostname: name, loginUser, loginKey, adminUser, adminKey, publicPorts };
  return machineUserData(identity) + remark;
});
const { cpus, memoryMiB, dataDiskGiB } = config;
const adminKey = keys.admin.publicKey;
const spec: HostSpec = { name, cpus, memoryMiB, dataDiskGiB, publicPorts, userData: text, adminKey };
const machine = platforms[config.target]()({ config, spec, folder: "/none" });
const { address, hostPorts, hostKey, generation, bootId, proxyCommand } = machine;

export const host = { address, hostPorts, hostKey, generation, bootId, proxyCommand };
export const userData = text;
/** The clouds whose SDK this program has loaded. */
export const sdks = [
  ...new Set(Object.keys(require.cache).flatMap((path) => /@pulumi\/(aws|azure-native)\//.exec(path)?.[1] ?? [])),
];
