import * as pulumi from "@pulumi/pulumi";
import { BerthResource, type ResourceArgs, type ResourceOutputs } from "./berth-resource";
import type * as types from "./local-types";

/** An ed25519 key pair in OpenSSH's formats. Never changes; a new one is a replacement. */
export class KeyPair extends BerthResource<"berth:index:KeyPair"> implements ResourceOutputs<types.KeyPairOutputs> {
  /** One line: "ssh-ed25519 AAAA… comment". */
  declare readonly publicKey: pulumi.Output<string>;
  /** OpenSSH private key file, always a secret. */
  declare readonly privateKey: pulumi.Output<string>;
  /** "SHA256:…" as ssh-keygen -l prints it. */
  declare readonly fingerprint: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.KeyPairInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:KeyPair", name, {
      args,
      outputs: { publicKey: undefined, privateKey: undefined, fingerprint: undefined },
      opts: withSecrets(opts, ["privateKey"]),
    });
  }
}

/** A random password that never changes; a new one is a replacement. */
export class Password extends BerthResource<"berth:index:Password"> implements ResourceOutputs<types.PasswordOutputs> {
  /** Always a secret. */
  declare readonly result: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.PasswordInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Password", name, { args, outputs: { result: undefined }, opts: withSecrets(opts, ["result"]) });
  }
}

/** A loopback address of its own (127.x.y.z; 127.0.0.1 where the system has no other) and one host port per guest port. It outlives the machine. */
export class Address extends BerthResource<"berth:index:Address"> implements ResourceOutputs<types.AddressOutputs> {
  declare readonly address: pulumi.Output<string>;
  /** Guest port as a string → host port. */
  declare readonly hostPorts: pulumi.Output<Record<string, number>>;

  constructor(name: string, args: ResourceArgs<types.AddressInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Address", name, { args, outputs: { address: undefined, hostPorts: undefined }, opts });
  }
}

/** A data disk (qcow2) that outlives the machine it is attached to. */
export class Disk extends BerthResource<"berth:index:Disk"> implements ResourceOutputs<types.DiskOutputs> {
  declare readonly path: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.DiskInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Disk", name, { args, outputs: { path: undefined }, opts });
  }
}

/** A bootable machine image, built here once per content and cached; deleting it keeps the cache. */
export class Image extends BerthResource<"berth:index:Image"> implements ResourceOutputs<types.ImageOutputs> {
  /** Hex SHA-256 of all that went in, the builder included. */
  declare readonly digest: pulumi.Output<string>;
  declare readonly rootDisk: pulumi.Output<string>;
  declare readonly kernel: pulumi.Output<string>;
  declare readonly initrd: pulumi.Output<string>;
  /** Archive of the container image that the machine brings for Dockerfiles to start from; "": none. */
  declare readonly baseImage: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.ImageInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Image", name, {
      args,
      outputs: {
        digest: undefined,
        rootDisk: undefined,
        kernel: undefined,
        initrd: undefined,
        baseImage: undefined,
      },
      opts,
    });
  }
}

/** A disk image that boots itself through its own boot loader and has cloud-init; deleting it keeps the cache. */
export class StockImage
  extends BerthResource<"berth:index:StockImage">
  implements ResourceOutputs<types.StockImageOutputs>
{
  declare readonly digest: pulumi.Output<string>;
  declare readonly rootDisk: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.StockImageInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:StockImage", name, { args, outputs: { digest: undefined, rootDisk: undefined }, opts });
  }
}

/**
 * A QEMU virtual machine that survives the process that made it. A dead one is an update (it is booted again); cpus,
 * memory and ports are updates too (one graceful restart); image, user-data and disk are replacements, the old one first.
 */
export class Machine extends BerthResource<"berth:index:Machine"> implements ResourceOutputs<types.MachineOutputs> {
  /** New at each boot that Berth makes: what has to be checked again after a boot depends on it. */
  declare readonly bootId: pulumi.Output<string>;
  /** New whenever the root disk begins afresh: what lives on it has to be made again. */
  declare readonly rootId: pulumi.Output<string>;
  /** "kvm", "hvf" or "tcg": chosen by booting. */
  declare readonly acceleration: pulumi.Output<"kvm" | "hvf" | "tcg">;

  constructor(name: string, args: ResourceArgs<types.MachineInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Machine", name, {
      args,
      outputs: { bootId: undefined, rootId: undefined, acceleration: undefined },
      opts: { deleteBeforeReplace: true, ...opts },
    });
  }
}

/** A network between machines on this computer that nothing else is on: a switch, started again when it is gone; machines find it again by themselves. */
export class PrivateNetwork
  extends BerthResource<"berth:index:PrivateNetwork">
  implements ResourceOutputs<types.PrivateNetworkOutputs>
{
  /** What a machine's interface is connected to. */
  declare readonly socket: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.PrivateNetworkInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:PrivateNetwork", name, { args, outputs: { socket: undefined }, opts });
  }
}

/** The ed25519 host key that a machine made for itself and printed on its console, where cloud-init prints it. */
export class ConsoleHostKey
  extends BerthResource<"berth:index:ConsoleHostKey">
  implements ResourceOutputs<types.ConsoleHostKeyOutputs>
{
  /** One line: "ssh-ed25519 AAAA…". */
  declare readonly publicKey: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.ConsoleHostKeyInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:ConsoleHostKey", name, { args, outputs: { publicKey: undefined }, opts });
  }
}

/** The files that let `ssh -F <configPath> <alias>` reach the hosts, host keys pinned. Written again whenever one is missing. */
export class SshAccess
  extends BerthResource<"berth:index:SshAccess">
  implements ResourceOutputs<types.SshAccessOutputs>
{
  declare readonly configPath: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.SshAccessInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:SshAccess", name, { args, outputs: { configPath: undefined }, opts });
  }
}

/** The gate: resolves only when the host answers, is enforcing and can run services. */
export class Ready extends BerthResource<"berth:index:Ready"> implements ResourceOutputs<types.ReadyOutputs> {
  /** As `uname -r` prints it. */
  declare readonly kernel: pulumi.Output<string>;
  /** Always "Enforcing". */
  declare readonly selinux: pulumi.Output<string>;
  /** Empty for runtime "systemd". */
  declare readonly dockerVersion: pulumi.Output<string>;
  /** From the kernel's start to the last check met, as the guest's clock says. */
  declare readonly bootSeconds: pulumi.Output<number>;
  /** The `host` input again, known only once ready: build provider inputs from this one. */
  declare readonly readyHost: pulumi.Output<string>;

  constructor(name: string, args: ResourceArgs<types.ReadyInputs>, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Ready", name, {
      args,
      outputs: {
        kernel: undefined,
        selinux: undefined,
        dockerVersion: undefined,
        bootSeconds: undefined,
        readyHost: undefined,
      },
      opts,
    });
  }
}

function withSecrets(opts: pulumi.CustomResourceOptions | undefined, outputs: string[]): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(opts, { additionalSecretOutputs: outputs });
}
