import * as pulumi from "@pulumi/pulumi";
import { Ready, SshAccess } from "@berth/resources/resources";
import type { Runtime } from "../guest/guest-files";
import type { BootingHost, Host } from "./host";
import { adminUser, type LoginKeys, loginUser } from "./login-keys";

export interface ReadinessArgs {
  /** Private folder for the ssh_config and the keys. */
  sshFolder: string;
  keys: LoginKeys;
  runtime: Runtime;
  machines: readonly BootingHost[];
}

/** The gate between platforms and services: writes the SSH files and lets through only hosts that are ready, each for itself. */
export class Readiness extends pulumi.ComponentResource {
  /** The hosts in the order of the machines; every output of one resolves only when that one is ready. */
  readonly hosts: readonly Host[];

  constructor(name: string, args: ReadinessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:infra:Readiness", name, {}, opts);
    const access = new SshAccess(`${name}-ssh`, sshAccess(args), { parent: this });
    this.hosts = args.machines.map((machine) => this.gate(machine, access, args.runtime));
    this.registerOutputs();
  }

  private gate(machine: BootingHost, access: SshAccess, runtime: Runtime): Host {
    const ready = new Ready(
      `${machine.name}-ready`,
      {
        sshConfig: access.configPath,
        host: machine.name,
        bootId: machine.bootId,
        runtime: runtime === "containers" ? "docker" : "systemd",
        ...(machine.bootLimitSeconds !== undefined && { bootLimitSeconds: machine.bootLimitSeconds }),
        ...(machine.serialLog && { serialLog: machine.serialLog }),
        ...(machine.consoleCommand && { consoleCommand: machine.consoleCommand }),
      },
      { parent: this, deletedWith: machine.machine },
    );
    // Ready's output gates: a provider's `host` is the only thing a docker resource waits for.
    const whenReady = <T>(value: pulumi.Output<T>): pulumi.Output<T> =>
      pulumi.all([ready.readyHost, value]).apply(([, known]) => known as T);
    const sshPort = whenReady(machine.hostPorts).apply((ports) => ports["22"] ?? 22);
    return {
      name: machine.name,
      address: whenReady(machine.address),
      ...(machine.privateAddress !== undefined && { privateAddress: machine.privateAddress }),
      sshPort,
      user: loginUser,
      dockerHost: pulumi.interpolate`ssh://${loginUser}@${whenReady(machine.address)}:${sshPort}`,
      sshConfig: whenReady(access.configPath),
      hostPorts: whenReady(machine.hostPorts),
      rootDiskId: whenReady(machine.rootDiskId),
      machine: machine.machine,
    };
  }
}

function sshAccess({ sshFolder, keys, machines }: ReadinessArgs) {
  return {
    directory: sshFolder,
    hosts: machines.map(({ name, address, hostPorts, hostKey, proxyCommand }) => {
      const port = hostPorts.apply((ports) => ports["22"] ?? 22);
      return { name, address, port, hostKey, ...(proxyCommand && { proxyCommand }) };
    }),
    loginUser,
    loginKey: keys.login.privateKey,
    adminUser,
    adminKey: keys.admin.privateKey,
  };
}
