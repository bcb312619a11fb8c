import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { PublicPorts } from "@berth/resources/host-resources";
import { Ready, SshAccess } from "@berth/resources/resources";
import type { JumpHost } from "../config/jump-host";
import type { Runtime } from "../guest/guest-files";
import { portName } from "../guest/public-port";
import type { BootingHost, Host, HostSpec } from "./host";
import { adminUser, type LoginKeys, loginUser } from "./login-keys";

export interface ReadinessArgs {
  /** Private folder for the ssh_config and the keys. */
  sshFolder: string;
  keys: LoginKeys;
  runtime: Runtime;
  /** What SSH goes through; undefined: it is direct, or as the platform knows. */
  jumpHost: JumpHost | undefined;
  machines: readonly BootingHost[];
  /** Whether each host has SSH files of its own, so that none waits for another's host key. */
  reachedAlone: boolean;
  /** Of the machines, for the ports that their firewalls let in. */
  specs: readonly Pick<HostSpec, "name" | "publicPorts">[];
}

/** The gate between platforms and services: writes the SSH files and lets through only hosts that are ready, each for itself. */
export class Readiness extends pulumi.ComponentResource {
  /** The hosts in the order of the machines; every output of one resolves only when that one is ready. */
  readonly hosts: readonly Host[];
  /** The last check of each host, in the same order. */
  readonly gates: readonly pulumi.Resource[];

  constructor(name: string, args: ReadinessArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:infra:Readiness", name, {}, opts);
    const shared = args.reachedAlone ? undefined : new SshAccess(`${name}-ssh`, sshAccess(args), { parent: this });
    const passed = args.machines.map((machine) => this.gate(machine, shared ?? this.ownAccess(machine, args), args));
    this.hosts = passed.map(({ host }) => host);
    this.gates = passed.map(({ gate }) => gate);
    this.registerOutputs();
  }

  /** Files for one host in a folder of its own, which wait for no other host. */
  private ownAccess(machine: BootingHost, args: ReadinessArgs): SshAccess {
    const sshFolder = join(args.sshFolder, machine.name);
    const own = sshAccess({ ...args, sshFolder, machines: [machine] });
    return new SshAccess(`${machine.name}-ssh`, own, { parent: this });
  }

  private gate(machine: BootingHost, access: SshAccess, { runtime, specs }: ReadinessArgs): Passed {
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
    const { publicPorts = [] } = specs.find(({ name }) => name === machine.name) ?? {};
    const open = new PublicPorts(
      `${machine.name}-ports`,
      {
        sshConfig: access.configPath,
        host: `${machine.name}-admin`,
        ports: [...new Set(publicPorts.map(portName))].sort(),
        generation: machine.rootDiskId,
      },
      { parent: this, deletedWith: machine.machine, dependsOn: [ready] },
    );
    // Ready's output gates: a provider's `host` is the only thing a docker resource waits for.
    const whenReady = <T>(value: pulumi.Output<T>): pulumi.Output<T> =>
      pulumi.all([ready.readyHost, open.opened, value]).apply(([, , known]) => known as T);
    const sshPort = whenReady(machine.hostPorts).apply((ports) => ports["22"] ?? 22);
    const host = {
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
    return { host, gate: open };
  }
}

interface Passed {
  readonly host: Host;
  readonly gate: pulumi.Resource;
}

function sshAccess({ sshFolder, keys, machines, jumpHost }: ReadinessArgs) {
  return {
    directory: sshFolder,
    ...(jumpHost && { jumpHost }),
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
