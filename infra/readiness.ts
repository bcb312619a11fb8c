import * as pulumi from "@pulumi/pulumi";
import { Ready, SshAccess } from "../provider/resources";
import type { BootingHost, Host } from "./host";
import { adminUser, type LoginKeys, loginUser } from "./login-keys";

export interface ReadinessArgs {
  /** Private folder for the ssh_config and the keys. */
  sshFolder: string;
  keys: LoginKeys;
  machine: BootingHost;
}

/** The gate between platforms and services: writes the SSH files and lets through only a host that is ready. */
export class Readiness extends pulumi.ComponentResource {
  /** Every output of it resolves only when it is ready. */
  readonly host: Host;

  constructor(name: string, args: ReadinessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:infra:Readiness", name, {}, opts);
    const access = new SshAccess(`${name}-ssh`, sshAccess(args), { parent: this });
    this.host = this.gate(args.machine, access);
    this.registerOutputs();
  }

  private gate(machine: BootingHost, access: SshAccess): Host {
    const ready = new Ready(
      `${machine.name}-ready`,
      {
        sshConfig: access.configPath,
        host: machine.name,
        bootId: machine.bootId,
        runtime: "docker",
        ...(machine.serialLog && { serialLog: machine.serialLog }),
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
      sshPort,
      user: loginUser,
      dockerHost: pulumi.interpolate`ssh://${loginUser}@${whenReady(machine.address)}:${sshPort}`,
      sshConfig: whenReady(access.configPath),
      hostPorts: whenReady(machine.hostPorts),
      generation: whenReady(machine.generation),
      machine: machine.machine,
    };
  }
}

function sshAccess({ sshFolder, keys, machine }: ReadinessArgs) {
  const { name, address, hostKey, proxyCommand } = machine;
  const port = machine.hostPorts.apply((ports) => ports["22"] ?? 22);
  return {
    directory: sshFolder,
    hosts: [{ name, address, port, hostKey, ...(proxyCommand && { proxyCommand }) }],
    loginUser,
    loginKey: keys.login.privateKey,
    adminUser,
    adminKey: keys.admin.privateKey,
  };
}
