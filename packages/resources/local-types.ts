export interface KeyPairInputs {
  /** The comment of the public key. */
  readonly comment: string;
}

export interface KeyPairOutputs {
  /** One line: "ssh-ed25519 AAAA… comment". */
  readonly publicKey: string;
  /** OpenSSH private key file, always a secret. */
  readonly privateKey: string;
  /** "SHA256:…" as ssh-keygen -l prints it. */
  readonly fingerprint: string;
}

export interface PasswordInputs {
  /** Characters, from A–Z a–z 0–9. */
  readonly length: number;
}

export interface PasswordOutputs {
  /** Always a secret. */
  readonly result: string;
}

export interface AddressInputs {
  /** Guest ports to give host ports to; `protocol` undefined: TCP; `host` undefined: any free one from 20000 up. */
  readonly ports: readonly { readonly guest: number; readonly protocol?: "udp"; readonly host?: number }[];
}

export interface AddressOutputs {
  readonly address: string;
  /** Guest port as a string ("80", "53/udp") → host port. */
  readonly hostPorts: Readonly<Record<string, number>>;
}

export interface DiskInputs {
  /** Absolute folder, made 0700; the disk is `<directory>/<name>.qcow2`. */
  readonly directory: string;
  /** Grows in place; a smaller value is refused. */
  readonly sizeGiB: number;
}

export interface DiskOutputs {
  readonly path: string;
}

export interface ImageInputs {
  /** Debian release, say "trixie". */
  readonly release: string;
  /** Debian packages of the machine. */
  readonly packages: readonly string[];
  /** Text files laid over the root: absolute guest path → content. Below a bin or sbin folder: mode 0755, else 0644. */
  readonly files: Readonly<Record<string, string>>;
  /** Guest path, one of `files`, of the script run in a chroot of the tree before it is labelled. */
  readonly script: string;
  /** Virtual size of the root disk. */
  readonly sizeGiB: number;
}

export interface ImageOutputs {
  /** Hex SHA-256 of all that went in, the builder included. */
  readonly digest: string;
  readonly rootDisk: string;
  readonly kernel: string;
  readonly initrd: string;
  /** Archive of the container image that the machine brings for Dockerfiles to start from; "": none. */
  readonly baseImage: string;
}

export interface StockImageInputs {
  /** "stock": one like Debian's cloud image is built here; or the path of a qcow2, or its https URL with #sha256=… or #sha512=…. */
  readonly source: string;
}

export interface StockImageOutputs {
  readonly digest: string;
  readonly rootDisk: string;
}

export interface MachineInputs {
  /** Absolute folder of this machine: overlay, seed, pid, sockets, serial log. Removed on delete. */
  readonly directory: string;
  /** The outputs of an Image or a StockImage; a change of the digest replaces the machine. Without a kernel the disk boots itself and reads the user-data as cloud-init's NoCloud. */
  readonly image: {
    readonly digest: string;
    readonly rootDisk: string;
    readonly kernel?: string;
    readonly initrd?: string;
  };
  /** For the guest's kernel, beside root= and console=, which the machine gives; not used where the disk boots itself. */
  readonly kernelArgs: string;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** cloud-init user-data; a change replaces the machine. */
  readonly userData: string;
  /** Secrets for the first boot, given to the guest as system credentials: name → text. Never in user-data. */
  readonly credentials: Readonly<Record<string, string>>;
  /** Path of the data disk, seen in the guest as /dev/disk/by-id/virtio-data. */
  readonly dataDisk: string;
  readonly address: string;
  /** Guest port as a string ("80", "53/udp") → host port on `address`. */
  readonly hostPorts: Readonly<Record<string, number>>;
  /** A second network interface, on a PrivateNetwork. */
  readonly network?: { readonly socket: string; readonly mac: string };
}

export interface MachineOutputs {
  /** An opaque id that changes at each boot that Berth starts. */
  readonly bootId: string;
  /** An opaque id of the root disk: it changes when the machine is recreated and survives reboots. */
  readonly rootId: string;
  /** "kvm", "hvf" or "tcg": chosen by booting. */
  readonly acceleration: "kvm" | "hvf" | "tcg";
}

export interface PrivateNetworkInputs {
  /** Absolute folder that names it; the socket is in a folder of this user's alone. */
  readonly directory: string;
}

export interface PrivateNetworkOutputs {
  /** What a machine's interface is connected to. */
  readonly socket: string;
}

export interface ConsoleHostKeyInputs {
  /** The cloud's id of the machine; a change reads the key again. */
  readonly machine: string;
  /** The command of the cloud's own client that prints the machine's console, with the login of the user who runs it. */
  readonly command: readonly string[];
}

export interface ConsoleHostKeyOutputs {
  /** One line: "ssh-ed25519 AAAA…". */
  readonly publicKey: string;
}

/** A host as ssh reaches it; `name` is the alias for the login user, `<name>-admin` that for the administrator. */
export interface SshHostInputs {
  readonly name: string;
  readonly address: string;
  readonly port: number;
  /** One line. */
  readonly hostKey: string;
  /** What ssh runs to reach the host's port where the address does not answer; absent: it dials itself. */
  readonly proxyCommand?: string;
}

/** A host that ssh goes through, with this computer's own ssh configuration, agent and keys for it. */
export interface SshJumpInputs {
  readonly host: string;
  /** Absent: the ssh configuration's. */
  readonly user?: string;
  /** Absent: the ssh configuration's. */
  readonly port?: number;
  /** One line; no other key is accepted. */
  readonly hostKey: string;
}

export interface SshAccessInputs {
  /** Absolute folder, made 0700: keys 0600, known_hosts and an ssh_config in it. Removed on delete. */
  readonly directory: string;
  readonly hosts: readonly SshHostInputs[];
  /** What every host without a proxyCommand is reached through; absent: directly. */
  readonly jumpHost?: SshJumpInputs;
  readonly loginUser: string;
  readonly loginKey: string;
  readonly adminUser: string;
  readonly adminKey: string;
}

export interface SshAccessOutputs {
  readonly configPath: string;
}

export interface ReadyInputs {
  /** Path of the ssh_config, an output of SshAccess. */
  readonly sshConfig: string;
  /** ssh alias of the host. */
  readonly host: string;
  /** The boot that is checked, an output of the machine; a new one is checked again. */
  readonly bootId: string;
  /** How long the host may keep its SSH port closed, 240 when absent: one that hardens itself opens it only when it is through. */
  readonly bootLimitSeconds?: number;
  /** "docker": dockerd with selinux is part of being ready; "systemd": no Docker on the host. */
  readonly runtime: "docker" | "systemd";
  /** Serial log of a local machine, quoted when the host can't be reached. */
  readonly serialLog?: string;
  /** For a cloud's machine, the command of the cloud's own client that prints its console, quoted likewise. */
  readonly consoleCommand?: readonly string[];
}

export interface ReadyOutputs {
  /** As `uname -r` prints it. */
  readonly kernel: string;
  /** Always "Enforcing". */
  readonly selinux: string;
  /** Empty for runtime "systemd". */
  readonly dockerVersion: string;
  /** From the kernel's start to the last check met, as the guest's clock says. */
  readonly bootSeconds: number;
  /** The `host` input again, known only once ready: build provider inputs from this one. */
  readonly readyHost: string;
}
