import * as compute from "@pulumi/azure-native/compute";
import * as network from "@pulumi/azure-native/network";
import type { input } from "@pulumi/azure-native/types";
import * as pulumi from "@pulumi/pulumi";
import { ConsoleHostKey } from "@berth/resources/resources";
import { hardeningLimitSeconds } from "../../guest/stock-user-data";
import type { BootingHost, HostSpec } from "../../host/host";
import { inTurn } from "../../host/host-turns";
import type { MachineSize } from "../machine-size";
import { PinnedBoot } from "../pinned-boot";
import { samePorts } from "../same-ports";
import { publicAddress } from "./public-address";
import { parseAzureImage } from "./settings/azure-image";

export interface AzureHostArgs {
  spec: HostSpec;
  resourceGroupName: pulumi.Input<string>;
  location: string;
  /** Availability zone of machine, address and data disk. */
  zone: string;
  subnetId: pulumi.Input<string>;
  /** Fixed address in the subnet, where the stack's hosts have peers; undefined: Azure assigns one. */
  privateAddress: string | undefined;
  /** Rules of the machine's interface; undefined: the subnet has them. */
  groupId: pulumi.Input<string> | undefined;
  /** Id of the load balancer's pool that the interface joins; undefined: there is none. */
  poolId: pulumi.Input<string> | undefined;
  /** Whether the host has an address that the internet reaches; else its address is that in its subnet. */
  hasPublicAddress: boolean;
  /** publisher:offer:sku:version; a change waits until `generation` is raised. */
  image: string;
  size: MachineSize;
  /** Raising it replaces the machine. */
  generation: number;
  /** Pulumi refuses to delete the machine. */
  terminationProtection: boolean;
  /** Pulumi refuses to delete the data disk. */
  protectData: boolean;
  /** Id of the snapshot that the data disk begins with; undefined: it is blank, or stays what it is. */
  snapshotId: string | undefined;
  tags: Record<string, string>;
}

/** Azure's limit of custom data, before base64. */
const maxUserDataBytes = 65_535;
/** Debian's image on Azure is a disk of 30 GB, and a disk can't be smaller than its image. */
const rootDiskGiB = 30;
/** Azure insists on a user of its own making; the user-data makes the users that log in, and not this one. */
const provisionUser = "provision";

/** A host that is an Azure VM with Trusted Launch; its address, network interface and data disk outlive it. */
export class AzureHost extends pulumi.ComponentResource {
  readonly host: BootingHost;
  readonly disk: compute.Disk;
  /** Object id of the machine's own identity. */
  readonly principalId: pulumi.Output<string>;

  constructor(name: string, args: AzureHostArgs, opts?: pulumi.ComponentResourceOptions) {
    super("berth:azure:AzureHost", name, {}, opts);
    const { spec, image, generation } = args;
    const zones = [args.zone];
    const address = args.hasPublicAddress ? publicAddress(`${name}-address`, { ...args, zones }, this) : undefined;
    const nic = this.networkInterface(name, args, address);
    const boot = new PinnedBoot(
      `${name}-boot`,
      { generation, image, architecture: args.size.architecture, userData: spec.userData, maxUserDataBytes },
      { parent: this },
    );
    this.disk = this.dataDisk(name, args);
    const machine = this.virtualMachine(name, args, { nic, boot, disk: this.disk });
    const hostKey = new ConsoleHostKey(
      `${name}-host-key`,
      { machine: machine.vmId, command: consoleCommand(machine.id) },
      { parent: this },
    ).publicKey;
    this.host = {
      name: spec.name,
      consoleCommand: consoleCommand(machine.id),
      address: (address?.ipAddress ?? nic.ipConfigurations.apply((all) => all?.[0]?.privateIPAddress)).apply((text) =>
        known(text, "address"),
      ),
      ...(args.privateAddress !== undefined && { privateAddress: args.privateAddress }),
      hostPorts: samePorts(spec.publicPorts),
      hostKey,
      bootLimitSeconds: hardeningLimitSeconds,
      // The id of the resource is its name; this one is the machine's own.
      rootDiskId: machine.vmId,
      // Azure restarts a VM to change its size.
      bootId: pulumi.interpolate`${machine.vmId} ${args.size.type}`,
      machine,
    };
    // With vmId, because a preview knows the rest of the identity, and its id only when there is a machine.
    this.principalId = pulumi
      .all([machine.identity, machine.vmId])
      .apply(([identity]) => known(identity?.principalId, "identity"));
    this.registerOutputs();
  }

  private networkInterface(name: string, args: AzureHostArgs, address: network.PublicIPAddress | undefined) {
    const { resourceGroupName, location, subnetId, groupId, poolId, tags } = args;
    return new network.NetworkInterface(
      `${name}-interface`,
      {
        resourceGroupName,
        location,
        ipConfigurations: [
          {
            name: "primary",
            primary: true,
            ...privateAddressOf(args),
            subnet: { id: subnetId },
            ...(address && { publicIPAddress: { id: address.id } }),
            ...(poolId !== undefined && { loadBalancerBackendAddressPools: [{ id: poolId }] }),
          },
        ],
        ...(groupId !== undefined && { networkSecurityGroup: { id: groupId } }),
        tags,
      },
      { parent: this },
    );
  }

  private dataDisk(name: string, args: AzureHostArgs): compute.Disk {
    const { resourceGroupName, location, zone, spec, protectData, snapshotId, tags } = args;
    return new compute.Disk(
      `${name}-data`,
      {
        resourceGroupName,
        location,
        zones: [zone],
        sku: { name: compute.DiskStorageAccountTypes.StandardSSD_LRS },
        creationData: creationData(snapshotId),
        diskSizeGB: spec.dataDiskGiB,
        encryption: { type: compute.EncryptionType.EncryptionAtRestWithPlatformKey },
        networkAccessPolicy: compute.NetworkAccessPolicy.DenyAll,
        publicNetworkAccess: compute.PublicNetworkAccess.Disabled,
        tags,
      },
      {
        parent: this,
        protect: protectData,
        // The key may go once the disk is restored: nothing is to be replaced by that.
        ...(snapshotId === undefined ? { ignoreChanges: ["creationData"] } : { replaceOnChanges: ["creationData"] }),
      },
    );
  }

  private virtualMachine(name: string, args: AzureHostArgs, parts: MachineParts): compute.VirtualMachine {
    const { resourceGroupName, location, zone, size, generation, terminationProtection } = args;
    return new compute.VirtualMachine(
      `${name}-machine`,
      {
        resourceGroupName,
        location,
        zones: [zone],
        identity: { type: compute.ResourceIdentityType.SystemAssigned },
        hardwareProfile: { vmSize: size.type },
        securityProfile: {
          securityType: compute.SecurityTypes.TrustedLaunch,
          encryptionAtHost: true,
          uefiSettings: { secureBootEnabled: true, vTpmEnabled: true },
        },
        osProfile: osProfile(args.spec, parts.boot),
        storageProfile: storageProfile(parts),
        networkProfile: {
          networkInterfaces: [{ id: parts.nic.id, primary: true, deleteOption: compute.DeleteOptions.Detach }],
        },
        diagnosticsProfile: { bootDiagnostics: { enabled: true } },
        tags: { ...args.tags, Generation: String(generation) },
      },
      {
        parent: this,
        protect: terminationProtection,
        // One interface and one data disk: the old machine has to let go of them first.
        deleteBeforeReplace: true,
        replaceOnChanges: ["storageProfile.imageReference", "osProfile.customData", "tags.Generation"],
        dependsOn: inTurn([], args.spec.turn),
      },
    );
  }
}

interface MachineParts {
  readonly nic: network.NetworkInterface;
  readonly boot: PinnedBoot;
  readonly disk: compute.Disk;
}

function creationData(snapshotId: string | undefined): input.compute.CreationDataArgs {
  const { Copy, Empty } = compute.DiskCreateOption;
  return snapshotId === undefined ? { createOption: Empty } : { createOption: Copy, sourceResourceId: snapshotId };
}

function privateAddressOf({ privateAddress }: AzureHostArgs) {
  const { Dynamic, Static } = network.IPAllocationMethod;
  if (privateAddress === undefined) return { privateIPAllocationMethod: Dynamic };
  return { privateIPAllocationMethod: Static, privateIPAddress: privateAddress };
}

function osProfile(spec: HostSpec, boot: PinnedBoot): input.compute.OSProfileArgs {
  return {
    computerName: spec.name,
    adminUsername: provisionUser,
    customData: boot.userData,
    linuxConfiguration: {
      disablePasswordAuthentication: true,
      ssh: { publicKeys: [{ path: `/home/${provisionUser}/.ssh/authorized_keys`, keyData: spec.adminKey }] },
      patchSettings: { patchMode: compute.LinuxVMGuestPatchMode.ImageDefault },
    },
  };
}

function storageProfile({ boot, disk }: MachineParts): input.compute.StorageProfileArgs {
  return {
    imageReference: boot.image.apply((image) => known(parseAzureImage(image), `image ${image}`)),
    osDisk: {
      createOption: compute.DiskCreateOptionTypes.FromImage,
      deleteOption: compute.DiskDeleteOptionTypes.Delete,
      caching: compute.CachingTypes.ReadWrite,
      diskSizeGB: rootDiskGiB,
      managedDisk: { storageAccountType: compute.StorageAccountTypes.StandardSSD_LRS },
    },
    dataDisks: [
      {
        lun: 0,
        createOption: compute.DiskCreateOptionTypes.Attach,
        deleteOption: compute.DiskDeleteOptionTypes.Detach,
        caching: compute.CachingTypes.None,
        managedDisk: { id: disk.id },
      },
    ],
  };
}

function consoleCommand(machineId: pulumi.Output<string>): pulumi.Input<string>[] {
  // Without tsv, az fails on a console with bytes that are not UTF-8.
  return ["az", "vm", "boot-diagnostics", "get-boot-log", "--ids", machineId, "--output", "tsv"];
}

/** What Azure always gives and its types do not promise. */
function known<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new pulumi.RunError(`Azure gave the machine no ${what}`);
  return value;
}
