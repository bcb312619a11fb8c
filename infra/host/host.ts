import type * as pulumi from "@pulumi/pulumi";

/** What a service stack asks of a platform for one host; no platform's words in it. */
export interface HostSpec {
  /** The ssh alias and the guest's host name: [a-z][a-z0-9-]*. */
  readonly name: string;
  /** From 1; the first keeps the names that it had as the only one. */
  readonly number: number;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Size of the disk that outlives the machine and holds all volumes. */
  readonly dataDiskGiB: number;
  /** Guest ports that the world may reach; the host's firewall drops the rest. SSH (22) is not among them. */
  readonly publicPorts: readonly number[];
  /** Whether the stack's hosts speak with each other: on a private network, where each has an address for good. */
  readonly hasPeers: boolean;
  /** cloud-init user-data: the same text on every platform. */
  readonly userData: pulumi.Input<string>;
  /** The administrator's public key, one line, for a platform that insists on one beside the user-data. */
  readonly adminKey: pulumi.Input<string>;
}

/** A host that a platform has made and that may still be booting. */
export interface BootingHost {
  readonly name: string;
  readonly address: pulumi.Output<string>;
  /** What the stack's other hosts reach it by; there when the spec says that it has peers. */
  readonly privateAddress?: string;
  /** Port of each guest port on `address`; the same number on a cloud. Keys are guest ports: "22", "80". */
  readonly hostPorts: pulumi.Output<Record<string, number>>;
  /** What ssh runs to reach the host where `address` does not answer on the SSH port; absent: it does. */
  readonly proxyCommand?: pulumi.Output<string>;
  /** The public key that the host must prove to have, one line. */
  readonly hostKey: pulumi.Output<string>;
  /** Another text when the machine is another one, the same after a reboot: what lives on its root disk is made anew. */
  readonly generation: pulumi.Output<string>;
  /** New at each boot that the program causes. */
  readonly bootId: pulumi.Output<string>;
  /** How long it may keep its SSH port closed, where that is longer than a boot: it hardens itself and reboots first. */
  readonly bootLimitSeconds?: number;
  /** Path of the serial console's log where the platform has one on this machine. */
  readonly serialLog?: pulumi.Output<string>;
  /** argv of the platform's own client that prints the console, where there is no such path. */
  readonly consoleCommand?: pulumi.Input<string>[];
  /** What everything on the host is gone with. */
  readonly machine: pulumi.Resource;
}

/** A host that has passed the readiness gate: enforcing, reachable, its runtime in order. Its outputs resolve only then. */
export interface Host {
  readonly name: string;
  readonly address: pulumi.Output<string>;
  readonly sshPort: pulumi.Output<number>;
  /** What the stack's other hosts reach it by, where hosts have peers. */
  readonly privateAddress?: string;
  /** The login user: without sudo, in group docker where there is Docker. */
  readonly user: string;
  /** "ssh://user@address:port", for the docker provider. */
  readonly dockerHost: pulumi.Output<string>;
  /** Path of the ssh_config that pins the host's key and names the login key. */
  readonly sshConfig: pulumi.Output<string>;
  readonly hostPorts: pulumi.Output<Record<string, number>>;
  /** Another text when the machine is another one, the same after a reboot. */
  readonly generation: pulumi.Output<string>;
  readonly machine: pulumi.Resource;
}
