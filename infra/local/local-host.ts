import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { Address, Disk, type Image, KeyPair, Machine } from "../../provider/resources";
import type { BootingHost, HostSpec } from "../host";

export interface LocalHostArgs {
  spec: HostSpec;
  /** The stack's private folder. */
  folder: string;
  image: Image;
  kernelArgs: string;
  /** Port on this computer of the guest's port 80. */
  httpPort: number;
}

/** A host that is a QEMU machine on this computer: an address and a data disk that outlive it, a host key made here. */
export class LocalHost extends pulumi.ComponentResource implements BootingHost {
  readonly name: string;
  readonly address: pulumi.Output<string>;
  readonly hostPorts: pulumi.Output<Record<string, number>>;
  readonly hostKey: pulumi.Output<string>;
  readonly generation: pulumi.Output<string>;
  readonly bootId: pulumi.Output<string>;
  readonly serialLog: pulumi.Output<string>;
  readonly machine: Machine;

  constructor(name: string, args: LocalHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:local:LocalHost", name, {}, opts);
    const { spec, folder, image } = args;
    const key = new KeyPair(`${name}-host-key`, { comment: name }, { parent: this });
    const address = new Address(`${name}-address`, { ports: portsToGive(args) }, { parent: this });
    const disk = new Disk(
      `${name}-data`,
      { directory: join(folder, "disks"), sizeGiB: spec.dataDiskGiB },
      { parent: this },
    );
    const machineFolder = join(folder, "machines", name);
    this.machine = new Machine(
      `${name}-machine`,
      {
        directory: machineFolder,
        image: { digest: image.digest, rootDisk: image.rootDisk, kernel: image.kernel, initrd: image.initrd },
        kernelArgs: args.kernelArgs,
        cpus: spec.cpus,
        memoryMiB: spec.memoryMiB,
        userData: spec.userData,
        credentials: { "berth.host-key": key.privateKey },
        dataDisk: disk.path,
        address: address.address,
        hostPorts: address.hostPorts,
      },
      { parent: this },
    );
    this.name = name;
    this.address = address.address;
    this.hostPorts = address.hostPorts;
    this.hostKey = key.publicKey;
    this.generation = this.machine.rootId;
    this.bootId = this.machine.bootId;
    this.serialLog = pulumi.output(join(machineFolder, "serial.log"));
    this.registerOutputs();
  }
}

function portsToGive({ spec, httpPort }: LocalHostArgs) {
  return [{ guest: 22 }, ...spec.publicPorts.map((guest) => (guest === 80 ? { guest, host: httpPort } : { guest }))];
}
