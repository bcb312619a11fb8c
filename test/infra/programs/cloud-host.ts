import * as pulumi from "@pulumi/pulumi";
import { readConfig } from "../../../infra/config";
import type { HostSpec } from "../../../infra/host";
import { userData } from "../../../infra/hardening/user-data";
import { adminUser, LoginKeys, loginUser } from "../../../infra/login-keys";
import { platforms } from "../../../infra/targets";

/** A platform's host and nothing on it: what the stack of infra/index.ts has before its readiness gate. */
export = async () => {
  const config = readConfig();
  const keys = new LoginKeys("keys");
  const name = "berth-test";
  const publicPorts = [80, 443];
  const remark = new pulumi.Config("test").get("remark") ?? "";
  const text = pulumi.all([keys.login.publicKey, keys.admin.publicKey]).apply(([loginKey, adminKey]) => {
    const identity = { hostname: name, loginUser, loginKey, adminUser, adminKey, publicPorts };
    return userData(identity) + remark;
  });
  const { cpus, memoryMiB, dataDiskGiB } = config;
  const adminKey = keys.admin.publicKey;
  const spec: HostSpec = { name, cpus, memoryMiB, dataDiskGiB, publicPorts, userData: text, adminKey };
  const platform = await platforms[config.target]();
  const { address, hostPorts, hostKey, generation, bootId, proxyCommand } = platform({ config, spec, folder: "/none" });
  const sdks = Object.keys(require.cache).map((path) => /@pulumi\/(aws|azure-native)\//.exec(path)?.[1]);
  return {
    host: { address, hostPorts, hostKey, generation, bootId, proxyCommand },
    userData: text,
    sdks: [...new Set(sdks)].filter((name) => name !== undefined),
  };
};
