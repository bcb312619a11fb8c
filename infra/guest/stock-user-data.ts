import { guestFiles, machineFiles, type Runtime } from "./guest-files";
import { kernelArgs } from "./kernel-args";
import { packagesOf } from "./packages";
import { identityFile, type MachineIdentity } from "./user-data";
import { withoutComments } from "./without-comments";

/** Limit in seconds from a stock machine's start to its open SSH port: it takes about 5 minutes on a cloud, a quarter of an hour and more under emulation. */
export const hardeningLimitSeconds = 3600;

/**
 * The user-data that makes a stock Debian image with cloud-init and GRUB the machine that machineImage() builds: the same
 * files but for their comments (AWS takes 16 KiB), packages, policy and kernel arguments, then one reboot into enforcing. No login is possible before that. It holds
 * no secret, and is the same on every platform. Throws on an identity that is not one, as userData does.
 */
export function stockUserData(identity: MachineIdentity, runtime: Runtime): string {
  const files = { ...machineFiles(runtime), ...guestFiles("stock"), ...ownFiles(identity, runtime) };
  const kept = Object.entries(files).filter(([path]) => !imageOnlyFiles.has(path));
  return `#cloud-config
users: []
ssh_genkeytypes: [ed25519]
mounts:
  - [ephemeral0, null]
write_files:
${kept.map(([path, content]) => writtenFile(path, content)).join("")}runcmd:
  - [systemctl, enable, --now, --no-block, berth-harden.service]
`;
}

/** Laid by the image builder alone: a stock image has a root of its own in its fstab, and cloud-init. */
const imageOnlyFiles: ReadonlySet<string> = new Set(["/etc/fstab", "/usr/local/sbin/berth-user-data"]);
/** What the built image boots by; a stock image has its own kernel, which stays, and an initrd with it. */
const imageOnlyPackages: ReadonlySet<string> = new Set(["busybox-static", "linux-image-cloud-amd64"]);

function ownFiles(identity: MachineIdentity, runtime: Runtime): Record<string, string> {
  const mounts = guestFiles("files")["/etc/fstab"] ?? "";
  return {
    "/etc/berth/identity": identityFile(identity),
    "/etc/default/grub.d/90-berth.cfg": `GRUB_CMDLINE_LINUX="$GRUB_CMDLINE_LINUX ${kernelArgs} "\nGRUB_TIMEOUT=0\n`,
    "/usr/share/berth/fstab": mounts.replace(/^\/dev\/vda .*\n/m, ""),
    "/usr/share/berth/packages": `${stockPackages(runtime).join("\n")}\n`,
  };
}

function stockPackages(runtime: Runtime): readonly string[] {
  return packagesOf(runtime).filter((name) => !imageOnlyPackages.has(name));
}

/** Programs are those below a bin or sbin folder, as in the built image; cloud-init's own mode is 0644. */
function writtenFile(path: string, content: string): string {
  const mode = /\/s?bin\//.test(path) ? '    permissions: "0755"\n' : "";
  return `  - path: ${path}\n${mode}    content: |\n${withoutComments(path, content).replace(/^(?=.)/gm, "      ")}`;
}
