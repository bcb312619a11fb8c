import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import * as pulumi from "@pulumi/pulumi";
import { FoundImage } from "@berth/resources/cloud-resources";
import { ConsoleHostKey } from "@berth/resources/resources";
import { hardeningLimitSeconds } from "../../guest/stock-user-data";
import type { BootingHost, HostSpec } from "../../host/host";
import { inTurn } from "../../host/host-turns";
import type { MachineSize } from "../machine-size";
import { PinnedBoot } from "../pinned-boot";
import { samePorts } from "../same-ports";
import { type AwsCli, awsCommand } from "./settings/aws-command";
import { debianAmisCommand, debianOwner } from "./settings/debian-ami";
import { StatusAlarms } from "./status-alarms";

export interface AwsHostArgs {
  spec: HostSpec;
  cli: AwsCli;
  /** The zone of the subnet: machine and data disk are in one. */
  availabilityZone: string;
  subnetId: pulumi.Input<string>;
  /** Fixed address in the subnet, where the stack's hosts have peers; undefined: AWS assigns one. */
  privateAddress: string | undefined;
  groupId: pulumi.Input<string>;
  profileName: pulumi.Input<string>;
  /** An AMI id, or the name of Debian's; a change waits until `generation` is raised. */
  image: string;
  size: MachineSize;
  /** Whether the host has an address that the internet reaches; else its address is that in its subnet. */
  hasPublicAddress: boolean;
  /** The way to the internet: in place before the address is used, and before the machine's first boot needs it. */
  internet: readonly pulumi.Resource[];
  /** SSH goes through an EC2 Instance Connect Endpoint; it is there before the host is. */
  tunnel: pulumi.Resource | undefined;
  /** Raising it replaces the machine. */
  generation: number;
  /** AWS and Pulumi both refuse to delete the machine. */
  terminationProtection: boolean;
  /** Pulumi refuses to delete the data disk. */
  protectData: boolean;
  /** Id of the snapshot that the data disk begins with; undefined: it is blank, or stays what it is. */
  snapshotId: string | undefined;
  /** What the data disk carries to be backed up; {}: it is not. */
  backupTags: Record<string, string>;
  tags: Record<string, string>;
}

/** EC2's limit of user-data, before base64. */
const maxUserDataBytes = 16_384;
/** Debian's image needs 8; the rest is for packages, logs and a second kernel. Services live on the data disk. */
const rootDiskGiB = 16;

/** A host that is an EC2 instance; its address, network interface and data disk outlive it. */
export class AwsHost extends pulumi.ComponentResource {
  readonly host: BootingHost;

  constructor(name: string, args: AwsHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:aws:AwsHost", name, {}, opts);
    const { spec, cli } = args;
    const tagged = (what: string) => ({ ...args.tags, Name: `${name}-${what}` });
    const nic = new ec2.NetworkInterface(
      `${name}-interface`,
      {
        subnetId: args.subnetId,
        ...(args.privateAddress !== undefined && { privateIps: [args.privateAddress] }),
        securityGroups: [args.groupId],
        tags: tagged("interface"),
      },
      { parent: this },
    );
    const open = args.hasPublicAddress ? this.publicAddress(name, args, nic) : undefined;
    const address = open?.address ?? nic.privateIp;
    const boot = new PinnedBoot(
      `${name}-boot`,
      {
        generation: args.generation,
        image: args.image,
        architecture: args.size.architecture,
        userData: spec.userData,
        maxUserDataBytes,
      },
      { parent: this },
    );
    const ami = this.findAmi(name, cli, boot.image);
    const machine = this.instance(name, args, { nic, boot, ami, addressed: open?.addressed });
    this.attachData(name, args, machine);
    new StatusAlarms(
      `${name}-check`,
      { instanceId: machine.id, region: cli.region, tags: args.tags },
      { parent: this },
    );
    const hostKey = new ConsoleHostKey(
      `${name}-host-key`,
      { machine: machine.id, command: consoleCommand(cli, machine.id) },
      { parent: this },
    ).publicKey;
    this.host = {
      name: spec.name,
      consoleCommand: consoleCommand(cli, machine.id),
      address,
      ...(args.privateAddress !== undefined && { privateAddress: args.privateAddress }),
      hostPorts: samePorts(spec.publicPorts),
      hostKey,
      bootLimitSeconds: hardeningLimitSeconds,
      rootDiskId: machine.id,
      // EC2 stops and starts an instance to change its type.
      bootId: pulumi.interpolate`${machine.id} ${args.size.type}`,
      ...(args.tunnel && { proxyCommand: tunnelCommand(cli, machine.id) }),
      machine,
    };
    this.registerOutputs();
  }

  /** An address that outlives the machine, on the interface that does. */
  private publicAddress(name: string, { tags, internet }: AwsHostArgs, { id }: ec2.NetworkInterface): OpenAddress {
    const own = { ...tags, Name: `${name}-address` };
    const address = new ec2.Eip(`${name}-address`, { domain: "vpc", tags: own }, { parent: this });
    const addressed = new ec2.EipAssociation(
      `${name}-address`,
      { allocationId: address.allocationId, networkInterfaceId: id },
      // EC2 refuses an address in a network whose gateway is not attached (Gateway.NotAttached).
      { parent: this, dependsOn: [...internet] },
    );
    return { address: address.publicIp, addressed };
  }

  /** The name is what is pinned: each region has an id of its own for it, which AWS lists only for accounts. */
  private findAmi(name: string, cli: AwsCli, image: pulumi.Output<string>): pulumi.Output<string> {
    const command = image.apply((named) => [...debianAmisCommand(cli, named)]);
    const { region } = cli;
    return new FoundImage(`${name}-ami`, { image, owner: debianOwner, region, command }, { parent: this }).imageId;
  }

  /** The interface comes first and has the address: the machine reaches its package mirror from the first second on. */
  private instance(name: string, args: AwsHostArgs, parts: InstanceParts): ec2.Instance {
    const tags = { ...args.tags, Name: name, Generation: String(args.generation) };
    return new ec2.Instance(
      `${name}-instance`,
      {
        ami: parts.ami,
        instanceType: args.size.type,
        userDataBase64: parts.boot.userData,
        userDataReplaceOnChange: true,
        primaryNetworkInterface: { networkInterfaceId: parts.nic.id },
        iamInstanceProfile: args.profileName,
        disableApiTermination: args.terminationProtection,
        metadataOptions: { httpEndpoint: "enabled", httpTokens: "required", httpPutResponseHopLimit: 1 },
        rootBlockDevice: {
          encrypted: true,
          volumeType: "gp3",
          volumeSize: rootDiskGiB,
          deleteOnTermination: true,
          tags: { ...args.tags, Name: `${name}-root` },
        },
        ebsOptimized: true,
        maintenanceOptions: { autoRecovery: "default" },
        tags,
      },
      {
        parent: this,
        protect: args.terminationProtection,
        // One interface and one data disk: the old machine has to let go of them first.
        deleteBeforeReplace: true,
        replaceOnChanges: ["ami", "userDataBase64", "tags.Generation"],
        dependsOn: inTurn(
          [parts.addressed, ...args.internet, args.tunnel].filter((need) => need !== undefined),
          args.spec.turn,
        ),
      },
    );
  }

  private attachData(name: string, args: AwsHostArgs, { id }: ec2.Instance): void {
    const { spec, availabilityZone, protectData, snapshotId, backupTags, tags } = args;
    const volume = new ebs.Volume(
      `${name}-data`,
      {
        availabilityZone,
        size: spec.dataDiskGiB,
        type: "gp3",
        encrypted: true,
        ...(snapshotId !== undefined && { snapshotId }),
        tags: { ...tags, ...backupTags, Name: `${name}-data` },
      },
      // The key may go once the disk is restored: nothing is to be replaced by that.
      { parent: this, protect: protectData, ...(snapshotId === undefined && { ignoreChanges: ["snapshotId"] }) },
    );
    new ec2.VolumeAttachment(
      `${name}-data`,
      { instanceId: id, volumeId: volume.id, deviceName: "/dev/sdf", stopInstanceBeforeDetaching: true },
      { parent: this, deleteBeforeReplace: true },
    );
  }
}

interface InstanceParts {
  readonly nic: ec2.NetworkInterface;
  readonly boot: PinnedBoot;
  readonly ami: pulumi.Output<string>;
  readonly addressed: pulumi.Resource | undefined;
}

interface OpenAddress {
  readonly address: pulumi.Output<string>;
  readonly addressed: pulumi.Resource;
}

function consoleCommand(cli: AwsCli, instanceId: pulumi.Output<string>): pulumi.Input<string>[] {
  const words = awsCommand(cli, "ec2", "get-console-output", "--latest");
  return [...words, "--output", "text", "--query", "Output", "--instance-id", instanceId];
}

function tunnelCommand(cli: AwsCli, instanceId: pulumi.Output<string>): pulumi.Output<string> {
  const words = awsCommand(cli, "ec2-instance-connect", "open-tunnel").join(" ");
  return pulumi.interpolate`${words} --instance-id ${instanceId}`;
}
