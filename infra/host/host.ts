import type * as pulumi from "@pulumi/pulumi";
import type { PublicPort } from "../guest/public-port";
import type { Turn } from "./host-turns";

/** What a stack requires of a platform for one host, in terms that hold on every platform. */
export interface HostSpec {
  /** The ssh alias and the guest's host name: [a-z][a-z0-9-]*. */
  readonly name: string;
  /** The host's number, from 1; the first keeps the names that it had as the only one. */
  readonly number: number;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Size of the disk that outlives the machine and holds all volumes. */
  readonly dataDiskGiB: number;
  /** Guest ports that the world may reach; the host's firewall drops the rest. SSH (22) is not among them. */
  readonly publicPorts: readonly PublicPort[];
  /** Whether the stack's hosts communicate over a private network, on which each has a fixed address. */
  readonly hasPeers: boolean;
  /** cloud-init user-data: the same text on every platform. */
  readonly userData: pulumi.Input<string>;
  /** The administrator's public key, one line, for a platform that requires one in addition to the user-data. */
  readonly adminKey: pulumi.Input<string>;
  /** What its machine waits for, where hosts are replaced one after the other; left out: nothing. */
  readonly turn?: Turn;
}

/** A host that a platform has made and that may still be booting. */
export interface BootingHost {
  readonly name: string;
  readonly address: pulumi.Output<string>;
  /** Address for the stack's other hosts; set when the spec has peers. */
  readonly privateAddress?: string;
  /** Port of each guest port on `address`; the same number on a cloud. Keys are guest ports: "22", "80", "53/udp". */
  readonly hostPorts: pulumi.Output<Record<string, number>>;
  /** Command that ssh runs as ProxyCommand where `address` does not accept SSH; left out: it does. */
  readonly proxyCommand?: pulumi.Output<string>;
  /** The public key that the host must prove to have, one line. */
  readonly hostKey: pulumi.Output<string>;
  /** Opaque id of the root disk: changes when the machine is recreated, survives reboots. */
  readonly rootDiskId: pulumi.Output<string>;
  /** Id of the boot: changes at each boot that the program causes. */
  readonly bootId: pulumi.Output<string>;
  /** Seconds that SSH may stay closed, where that is longer than a boot because the machine hardens itself and reboots first. */
  readonly bootLimitSeconds?: number;
  /** Path of the serial console's log, where the platform writes one on this computer. */
  readonly serialLog?: pulumi.Output<string>;
  /** argv of the platform's client that prints the console, where there is no `serialLog`. */
  readonly consoleCommand?: pulumi.Input<string>[];
  /** Resource whose deletion deletes everything on the host (`deletedWith`). */
  readonly machine: pulumi.Resource;
}

/** A host that has passed the readiness gate: enforcing, reachable, with a working runtime. Its outputs resolve only then. */
export interface Host {
  readonly name: string;
  readonly address: pulumi.Output<string>;
  readonly sshPort: pulumi.Output<number>;
  /** Address for the stack's other hosts, where hosts have peers. */
  readonly privateAddress?: string;
  /** The login user: without sudo, in group docker where there is Docker. */
  readonly user: string;
  /** "ssh://user@address:port", for the docker provider. */
  readonly dockerHost: pulumi.Output<string>;
  /** Path of the ssh_config that pins the host's key and names the login key. */
  readonly sshConfig: pulumi.Output<string>;
  readonly hostPorts: pulumi.Output<Record<string, number>>;
  /** Opaque id of the root disk: changes when the machine is recreated, survives reboots. */
  readonly rootDiskId: pulumi.Output<string>;
  readonly machine: pulumi.Resource;
}
