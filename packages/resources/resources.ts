import * as pulumi from "@pulumi/pulumi";

/**
 * The resource classes of Berth's own provider (package `berth`), as a program sees them. The other side, what each
 * one does on this machine or over SSH, is provider.ts. Outputs are `declare`d: a plain field would overwrite them.
 */
type Inputs<T> = { [K in keyof T]: pulumi.Input<T[K]> };

/** No fields: each call makes a new ed25519 key. */
export interface KeyPairArgs {
  /** The comment of the public key. */
  comment: pulumi.Input<string>;
}

/** An ed25519 key pair in OpenSSH's formats. Never changes; a new one is a replacement. */
export class KeyPair extends pulumi.CustomResource {
  /** One line: "ssh-ed25519 AAAA… comment". */
  declare readonly publicKey: pulumi.Output<string>;
  /** OpenSSH private key file, always a secret. */
  declare readonly privateKey: pulumi.Output<string>;
  /** "SHA256:…" as ssh-keygen -l prints it. */
  declare readonly fingerprint: pulumi.Output<string>;

  constructor(name: string, args: KeyPairArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = { publicKey: undefined, privateKey: undefined, fingerprint: undefined };
    super("berth:index:KeyPair", name, { ...args, ...outputs }, withSecrets(opts, ["privateKey"]));
  }
}

export interface PasswordArgs {
  /** Characters, from A–Z a–z 0–9. */
  length: pulumi.Input<number>;
}

/** A random password that never changes; a new one is a replacement. */
export class Password extends pulumi.CustomResource {
  /** Always a secret. */
  declare readonly result: pulumi.Output<string>;

  constructor(name: string, args: PasswordArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Password", name, { ...args, result: undefined }, withSecrets(opts, ["result"]));
  }
}

export interface AddressArgs {
  /** Guest ports to give host ports to; `host` undefined: any free one from 20000 up. */
  ports: pulumi.Input<pulumi.Input<Inputs<{ guest: number; host?: number }>>[]>;
}

/** A loopback address of its own (127.x.y.z; 127.0.0.1 where the system has no other) and one host port per guest port. It outlives the machine. */
export class Address extends pulumi.CustomResource {
  declare readonly address: pulumi.Output<string>;
  /** Guest port as a string → host port. */
  declare readonly hostPorts: pulumi.Output<Record<string, number>>;

  constructor(name: string, args: AddressArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Address", name, { ...args, address: undefined, hostPorts: undefined }, opts);
  }
}

export interface DiskArgs {
  /** Absolute folder, made 0700; the disk is `<directory>/<name>.qcow2`. */
  directory: pulumi.Input<string>;
  /** Grows in place; a smaller value is refused. */
  sizeGiB: pulumi.Input<number>;
}

/** A data disk (qcow2) that outlives the machine it is attached to. */
export class Disk extends pulumi.CustomResource {
  declare readonly path: pulumi.Output<string>;

  constructor(name: string, args: DiskArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:Disk", name, { ...args, path: undefined }, opts);
  }
}

export interface ImageArgs {
  /** Debian release, say "trixie". */
  release: pulumi.Input<string>;
  /** Debian packages of the machine. */
  packages: pulumi.Input<pulumi.Input<string>[]>;
  /** Text files laid over the root: absolute guest path → content. Below a bin or sbin folder: mode 0755, else 0644. */
  files: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Guest path, one of `files`, of the script run in a chroot of the tree before it is labelled. */
  script: pulumi.Input<string>;
  /** Virtual size of the root disk. */
  sizeGiB: pulumi.Input<number>;
}

/** A bootable machine image, built here once per content and cached; deleting it keeps the cache. */
export class Image extends pulumi.CustomResource {
  /** Hex SHA-256 of all that went in, the builder included. */
  declare readonly digest: pulumi.Output<string>;
  declare readonly rootDisk: pulumi.Output<string>;
  declare readonly kernel: pulumi.Output<string>;
  declare readonly initrd: pulumi.Output<string>;

  constructor(name: string, args: ImageArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "berth:index:Image",
      name,
      { ...args, digest: undefined, rootDisk: undefined, kernel: undefined, initrd: undefined },
      opts,
    );
  }
}

export interface StockImageArgs {
  /** "stock": one like Debian's cloud image is built here; or the path of a qcow2, or its https URL with #sha256=… or #sha512=…. */
  source: pulumi.Input<string>;
}

/** A disk image that boots itself through its own boot loader and has cloud-init; deleting it keeps the cache. */
export class StockImage extends pulumi.CustomResource {
  declare readonly digest: pulumi.Output<string>;
  declare readonly rootDisk: pulumi.Output<string>;

  constructor(name: string, args: StockImageArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:StockImage", name, { ...args, digest: undefined, rootDisk: undefined }, opts);
  }
}

export interface MachineArgs {
  /** Absolute folder of this machine: overlay, seed, pid, sockets, serial log. Removed on delete. */
  directory: pulumi.Input<string>;
  /** Of an Image or a StockImage; another digest is another machine. Without a kernel the disk boots itself, and finds the user-data as cloud-init's NoCloud. */
  image: pulumi.Input<Inputs<{ digest: string; rootDisk: string; kernel?: string; initrd?: string }>>;
  /** For the guest's kernel, beside root= and console=, which the machine gives; not used where the disk boots itself. */
  kernelArgs: pulumi.Input<string>;
  cpus: pulumi.Input<number>;
  memoryMiB: pulumi.Input<number>;
  /** cloud-init user-data; another text is another machine. */
  userData: pulumi.Input<string>;
  /** Secrets for the first boot, given to the guest as system credentials: name → text. Never in user-data. */
  credentials: pulumi.Input<Record<string, pulumi.Input<string>>>;
  /** Path of the data disk, seen in the guest as /dev/disk/by-id/virtio-data. */
  dataDisk: pulumi.Input<string>;
  address: pulumi.Input<string>;
  /** Guest port as a string → host port on `address`. */
  hostPorts: pulumi.Input<Record<string, pulumi.Input<number>>>;
  /** A second network interface, on a PrivateNetwork. */
  network?: pulumi.Input<Inputs<{ socket: string; mac: string }>>;
}

/**
 * A QEMU virtual machine that survives the process that made it. A dead one is an update (it is booted again); cpus,
 * memory and ports are updates too (one graceful restart); image, user-data and disk are replacements, the old one first.
 */
export class Machine extends pulumi.CustomResource {
  /** New at each boot that Berth makes: what has to be checked again after a boot depends on it. */
  declare readonly bootId: pulumi.Output<string>;
  /** New whenever the root disk begins afresh: what lives on it has to be made again. */
  declare readonly rootId: pulumi.Output<string>;
  /** "kvm", "hvf" or "tcg": chosen by booting. */
  declare readonly acceleration: pulumi.Output<string>;

  constructor(name: string, args: MachineArgs, opts?: pulumi.CustomResourceOptions) {
    super(
      "berth:index:Machine",
      name,
      { ...args, bootId: undefined, rootId: undefined, acceleration: undefined },
      { deleteBeforeReplace: true, ...opts },
    );
  }
}

export interface PrivateNetworkArgs {
  /** Absolute folder that names it; the socket is in a folder of this user's alone. */
  directory: pulumi.Input<string>;
}

/** A network between machines on this computer that nothing else is on: a switch, started again when it is gone; machines find it again by themselves. */
export class PrivateNetwork extends pulumi.CustomResource {
  /** What a machine's interface is connected to. */
  declare readonly socket: pulumi.Output<string>;

  constructor(name: string, args: PrivateNetworkArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:PrivateNetwork", name, { ...args, socket: undefined }, opts);
  }
}

export interface ConsoleHostKeyArgs {
  /** The cloud's id of the machine; another one has another key. */
  machine: pulumi.Input<string>;
  /** argv of the cloud's own client that prints the machine's console; its login is the person's. */
  command: pulumi.Input<pulumi.Input<string>[]>;
}

/** The ed25519 host key that a machine made for itself and printed on its console, where cloud-init prints it. */
export class ConsoleHostKey extends pulumi.CustomResource {
  /** One line: "ssh-ed25519 AAAA…". */
  declare readonly publicKey: pulumi.Output<string>;

  constructor(name: string, args: ConsoleHostKeyArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:ConsoleHostKey", name, { ...args, publicKey: undefined }, opts);
  }
}

/** A host as ssh reaches it; `name` is the alias for the login user, `<name>-admin` that for the administrator. */
export interface SshHostArgs {
  name: pulumi.Input<string>;
  address: pulumi.Input<string>;
  port: pulumi.Input<number>;
  /** One line. */
  hostKey: pulumi.Input<string>;
  /** What ssh runs to reach the host's port where the address does not answer; absent: it dials itself. */
  proxyCommand?: pulumi.Input<string>;
}

export interface SshAccessArgs {
  /** Absolute folder, made 0700: keys 0600, known_hosts and an ssh_config in it. Removed on delete. */
  directory: pulumi.Input<string>;
  hosts: pulumi.Input<pulumi.Input<SshHostArgs>[]>;
  loginUser: pulumi.Input<string>;
  loginKey: pulumi.Input<string>;
  adminUser: pulumi.Input<string>;
  adminKey: pulumi.Input<string>;
}

/** The files that let `ssh -F <configPath> <alias>` reach the hosts, host keys pinned. Written again whenever one is missing. */
export class SshAccess extends pulumi.CustomResource {
  declare readonly configPath: pulumi.Output<string>;

  constructor(name: string, args: SshAccessArgs, opts?: pulumi.CustomResourceOptions) {
    super("berth:index:SshAccess", name, { ...args, configPath: undefined }, opts);
  }
}

export interface ReadyArgs {
  /** Of SshAccess. */
  sshConfig: pulumi.Input<string>;
  /** ssh alias of the host. */
  host: pulumi.Input<string>;
  /** Of the machine: another boot is checked again. */
  bootId: pulumi.Input<string>;
  /** How long the host may keep its SSH port closed, 240 when absent: one that hardens itself opens it only when it is through. */
  bootLimitSeconds?: pulumi.Input<number>;
  /** "docker": dockerd with selinux is part of being ready; "systemd": no Docker on the host. */
  runtime: pulumi.Input<"docker" | "systemd">;
  /** Serial log of a local machine, quoted when the host can't be reached. */
  serialLog?: pulumi.Input<string>;
  /** The same of a cloud's machine: argv of the cloud's own client that prints its console. */
  consoleCommand?: pulumi.Input<pulumi.Input<string>[]>;
}

/** The gate: resolves only when the host answers, is enforcing and can run services. */
export class Ready extends pulumi.CustomResource {
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

  constructor(name: string, args: ReadyArgs, opts?: pulumi.CustomResourceOptions) {
    const outputs = {
      kernel: undefined,
      selinux: undefined,
      dockerVersion: undefined,
      bootSeconds: undefined,
      readyHost: undefined,
    };
    super("berth:index:Ready", name, { ...args, ...outputs }, opts);
  }
}

function withSecrets(opts: pulumi.CustomResourceOptions | undefined, outputs: string[]): pulumi.CustomResourceOptions {
  return pulumi.mergeOptions(opts, { additionalSecretOutputs: outputs });
}
