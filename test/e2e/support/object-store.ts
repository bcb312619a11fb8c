import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./stack";

const port = 5999;
const address = `127.0.0.1:${port}`;

/** moto's server of S3's protocol on this computer's loopback, with an empty bucket; what it keeps is gone with it. */
export class ObjectStore {
  /** The bucket, as restic of a guest of QEMU's user network reaches it. */
  readonly repository = `s3:http://10.0.2.2:${port}/backups`;
  private readonly folder = mkdtempSync(join(tmpdir(), "berth-object-store-"));
  private server: ChildProcess | undefined;

  async ready(): Promise<void> {
    const python = join(this.folder, "bin", "python");
    const requirements = join(__dirname, "object-store-requirements.txt");
    execFileSync("python3", ["-m", "venv", this.folder], { stdio: "inherit" });
    execFileSync(python, ["-m", "pip", "install", "--quiet", "--requirement", requirements], { stdio: "inherit" });
    this.server = spawn(python, ["-m", "moto.server", "-H", "127.0.0.1", "-p", String(port)], { stdio: "ignore" });
    await until("the object store's bucket", 60, () =>
      fetch(`http://${address}/backups`, { method: "PUT" }).then(
        ({ ok }) => ok,
        () => false,
      ),
    );
  }

  stop(): void {
    this.server?.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }
}
