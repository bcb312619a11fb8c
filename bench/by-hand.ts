import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync } from "node:fs";
import { homedir, tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { runCommand } from "@berth/process/run-command";
import { seconds, secondsUntil } from "./seconds";

const root = resolve(__dirname, "..");
const limitMs = 60_000;

/** The services by `docker compose` over ssh on the VM that Berth made: the same daemon, the same Dockerfiles. */
export class ComposeByHand {
  private readonly folder = "/home/admin/by-hand";

  /** `config` and `host`: ssh_config and alias; the administrator is `<host>-admin`. */
  constructor(
    private readonly config: string,
    private readonly host: string,
  ) {}

  /** Installs docker compose and frees the build cache, so that the first `up` builds as Berth's first did. */
  async prepare(): Promise<void> {
    await this.admin("sudo apt-get -qq update && sudo apt-get -qq install -y --no-install-recommends docker-compose");
    await this.admin("sudo docker builder prune --all --force");
  }

  /** Copies the services and brings them up, each healthy: what one does by hand for the first time and after each change. */
  async up(): Promise<number> {
    const pack = 'tar -C "$0" -czf - services bench/compose.by-hand.yaml | base64';
    const { stdout: archive } = await runCommand(["sh", "-c", pack, root], { limitMs });
    const files = "-f services/compose.yaml -f bench/compose.by-hand.yaml";
    const command = [
      `mkdir -p ${this.folder} && cd ${this.folder} && base64 -d | tar -xzf -`,
      `sudo DB_PASSWORD=ByHandByHandByHandByHandByHand01 docker compose -p byhand ${files} up --build --detach --wait`,
    ].join(" && ");
    return seconds(["ssh", "-F", this.config, `${this.host}-admin`, command], { input: archive });
  }

  /** Takes all of it away again. */
  async remove(): Promise<void> {
    await this.admin(
      "sudo docker ps -aq --filter label=com.docker.compose.project=byhand | xargs -r sudo docker rm -f",
    );
    await this.admin(
      "sudo docker volume ls -q --filter label=com.docker.compose.project=byhand | xargs -r sudo docker volume rm",
    );
    await this.admin(
      "sudo docker network ls -q --filter label=com.docker.compose.project=byhand | xargs -r sudo docker network rm",
    );
    await this.admin(`rm -rf ${this.folder}`);
  }

  private admin(command: string): Promise<number> {
    return seconds(["ssh", "-F", this.config, `${this.host}-admin`, command]);
  }
}

/** From QEMU's start to a finished cloud-init with a login, for a stock Debian of the same kernel with nothing trimmed. */
export async function plainBoot(): Promise<number> {
  const folder = join(homedir(), ".cache", "berth", "bench-plain");
  const key = join(folder, "key");
  mkdirSync(folder, { recursive: true });
  if (!existsSync(key)) await runCommand(["ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-f", key], { limitMs });
  if (!existsSync(join(folder, "root.qcow2")))
    await seconds([join(root, "bench", "plain-image.sh"), folder, `${key}.pub`]);
  const run = mkdtempSync(join(tmpdir(), "berth-plain-"));
  const pidFile = join(run, "pid");
  await runCommand(["qemu-system-x86_64", ...plainArgv(folder, pidFile)], { limitMs });
  try {
    const login = ["ssh", "-i", key, "-p", "22922", "-o", "BatchMode=yes", "-o", "ConnectTimeout=5"];
    const anyKey = ["-o", "StrictHostKeyChecking=accept-new", "-o", `UserKnownHostsFile=${join(run, "known_hosts")}`];
    return await secondsUntil("the plain machine's boot", 300, () =>
      seconds([...login, ...anyKey, "plain@127.0.0.1", "cloud-init status --wait"]).then(
        () => true,
        () => false,
      ),
    );
  } finally {
    process.kill(Number(readFileSync(pidFile, "utf8")), "SIGKILL");
    rmSync(run, { recursive: true });
  }
}

function plainArgv(folder: string, pidFile: string): string[] {
  return [
    ...["-machine", "q35", "-accel", "tcg,thread=multi", "-cpu", "max,-erms,-fsrm", "-smp", "2", "-m", "2048"],
    ...["-nodefaults", "-no-user-config", "-display", "none", "-device", "virtio-rng-pci"],
    ...["-kernel", join(folder, "vmlinuz"), "-initrd", join(folder, "initrd.img")],
    ...["-append", "root=/dev/vda rw console=ttyS0"],
    ...["-drive", `if=virtio,file=${join(folder, "root.qcow2")},format=qcow2,snapshot=on`],
    ...["-netdev", "user,id=net,hostfwd=tcp:127.0.0.1:22922-:22", "-device", "virtio-net-pci,netdev=net"],
    ...["-pidfile", pidFile, "-daemonize"],
  ];
}
