import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import {
  Address,
  ConsoleHostKey,
  Disk,
  Image,
  KeyPair,
  Machine,
  type PrivateNetwork,
  type StockImage,
} from "@berth/resources/resources";
import { isHttp, type PublicPort } from "../../guest/public-port";
import { hardeningLimitSeconds } from "../../guest/stock-user-data";
import type { BootingHost, HostSpec } from "../../host/host";
import { macOf } from "./mac-address";

export interface LocalHostArgs {
  spec: HostSpec;
  /** The stack's private folder. */
  folder: string;
  /** A stock one is hardened by the user-data, and its guest makes the host key. */
  image: Image | StockImage;
  kernelArgs: string;
  /** Port on this computer of the guest's port 80; undefined: any free one. */
  httpPort: number | undefined;
  /** Socket of the private network; undefined: the host has no peers. */
  inside: LocalNetwork | undefined;
}

/** A machine's place on the network that it shares with its peers. */
export interface LocalNetwork {
  network: PrivateNetwork;
  /** Address of the machine, with the prefix of the network: "10.40.0.4/20". */
  address: string;
}

/** A host that is a QEMU machine on this computer: an address and a data disk that outlive it, a pinned host key. */
export class LocalHost extends pulumi.ComponentResource {
  readonly host: BootingHost;

  constructor(name: string, args: LocalHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:local:LocalHost", name, {}, opts);
    const { spec, folder, image } = args;
    const isStock = !(image instanceof Image);
    const key = isStock ? undefined : new KeyPair(`${name}-host-key`, { comment: name }, { parent: this });
    const address = new Address(`${name}-address`, { ports: portsToGive(args) }, { parent: this });
    const disk = new Disk(
      `${name}-data`,
      { directory: join(folder, "disks"), sizeGiB: spec.dataDiskGiB },
      { parent: this },
    );
    const machineFolder = join(folder, "machines", name);
    const machine = new Machine(
      `${name}-machine`,
      {
        directory: machineFolder,
        image: bootImage(image),
        kernelArgs: args.kernelArgs,
        cpus: spec.cpus,
        memoryMiB: spec.memoryMiB,
        userData: spec.userData,
        credentials: {
          ...(key && { "berth.host-key": key.privateKey }),
          ...(args.inside && { "berth.private-network": networkFile(args.inside) }),
        },
        dataDisk: disk.path,
        address: address.address,
        hostPorts: address.hostPorts,
        ...(args.inside && { network: { socket: args.inside.network.socket, mac: macOf(plainAddress(args.inside)) } }),
      },
      { parent: this },
    );
    const serialLog = join(machineFolder, "serial.log");
    this.host = {
      name,
      address: address.address,
      hostPorts: address.hostPorts,
      ...(args.inside && { privateAddress: plainAddress(args.inside) }),
      hostKey: key?.publicKey ?? this.keyOnConsole(`${name}-host-key`, machine, serialLog),
      ...(isStock && { bootLimitSeconds: hardeningLimitSeconds }),
      rootDiskId: machine.rootId,
      bootId: machine.bootId,
      serialLog: pulumi.output(serialLog),
      machine,
    };
    this.registerOutputs();
  }

  /** cloud-init prints the key as on a cloud; the console is a file that only this user can write. */
  private keyOnConsole(name: string, { rootId }: Machine, serialLog: string): pulumi.Output<string> {
    const args = { machine: rootId, command: ["cat", serialLog] };
    return new ConsoleHostKey(name, args, { parent: this }).publicKey;
  }
}

/** What networkd makes of the machine's second interface. */
function networkFile(inside: LocalNetwork): string {
  return `[Match]\nMACAddress=${macOf(plainAddress(inside))}\n\n[Network]\nAddress=${inside.address}\nLinkLocalAddressing=no\nIPv6AcceptRA=no\n`;
}

function plainAddress({ address }: LocalNetwork): string {
  return address.split("/")[0] ?? "";
}

function bootImage(image: Image | StockImage) {
  const { digest, rootDisk } = image;
  return image instanceof Image
    ? { digest, rootDisk, kernel: image.kernel, initrd: image.initrd }
    : { digest, rootDisk };
}

function portsToGive({ spec, httpPort }: LocalHostArgs) {
  const given = (open: PublicPort) => ({
    guest: open.port,
    ...(open.protocol === "udp" && { protocol: open.protocol }),
    ...(isHttp(open) && httpPort !== undefined && { host: httpPort }),
  });
  return [{ guest: 22 }, ...spec.publicPorts.map(given)];
}
