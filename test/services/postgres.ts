import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const DB = resolve(__dirname, "../../services/db");
const START_TIMEOUT_MS = 30_000;

/** A real PostgreSQL of this machine, started by the service's own entrypoint on a fresh folder. */
export class Postgres {
  readonly directory = mkdtempSync(join(tmpdir(), "berth-postgres-"));
  readonly secret = join(this.directory, "db_password");
  readonly volume = join(this.directory, "volume");
  port = 0;
  output = "";
  private server: ChildProcess | undefined;

  constructor(password: string) {
    execFileSync("install", ["-d", "-m", "0700", this.volume]);
    this.setPassword(password);
  }

  setPassword(password: string): void {
    writeFileSync(this.secret, password);
  }

  /** Resolves when the role of the service can be asked for a password; throws with the log if it exits first. */
  async start(port?: number): Promise<void> {
    this.port = port ?? (await freePort());
    this.writeConfig();
    const owner = ownerOfServer();
    execFileSync("chown", ["--recursive", `${owner.uid}:${owner.gid}`, this.directory]);
    const env = { PATH: "/usr/bin:/bin", POSTGRES_BIN: postgresBin(), POSTGRES_VOLUME: this.volume };
    const server = spawn("/bin/sh", [join(DB, "start-postgres")], {
      ...owner,
      cwd: this.directory,
      env: { ...env, POSTGRES_CONFIG: this.config, POSTGRES_SECRET: this.secret },
      stdio: ["ignore", "ignore", "pipe"],
    });
    this.server = server;
    await new Promise<void>((ready, fail) => {
      const timer = setTimeout(
        () => fail(new Error(`no PostgreSQL within its time: ${this.output}`)),
        START_TIMEOUT_MS,
      );
      server.stderr.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        if (/ready to accept connections/.test(text)) ready();
      });
      // Not "exit": what it said last may still be in the pipe then.
      server.once("close", (code) => {
        clearTimeout(timer);
        fail(new Error(`start-postgres ended with ${code}: ${this.output}`));
      });
    });
  }

  /** `signal` SIGINT is what the container gets; SIGKILL is the crash. */
  async stop(signal: NodeJS.Signals = "SIGINT"): Promise<void> {
    const server = this.server;
    this.server = undefined;
    if (server === undefined || server.exitCode !== null) return;
    const gone = new Promise((done) => server.once("close", done));
    server.kill(signal);
    await gone;
  }

  async remove(): Promise<void> {
    await this.stop();
    rmSync(this.directory, { recursive: true, force: true });
  }

  private get config(): string {
    return join(this.directory, "postgresql.conf");
  }

  private writeConfig(): void {
    const conf = readFileSync(join(DB, "postgresql.conf"), "utf8");
    const lines = [
      conf.replace("/etc/links/pg_hba.conf", join(DB, "pg_hba.conf")),
      `port = ${this.port}`,
      `listen_addresses = '127.0.0.1'`,
      `unix_socket_directories = '${this.directory}'`,
    ];
    writeFileSync(this.config, lines.join("\n"));
  }
}

function postgresBin(): string {
  const root = "/usr/lib/postgresql";
  const newest = readdirSync(root).sort((a, b) => Number(b) - Number(a))[0];
  if (newest === undefined) throw new Error(`${root} is empty: apt-get install postgresql`);
  return join(root, newest, "bin");
}

/** PostgreSQL refuses to run as root; then it is Debian's own user for it. */
function ownerOfServer(): { uid: number; gid: number } {
  const uid = process.getuid?.() ?? 0;
  if (uid !== 0) return { uid, gid: process.getgid?.() ?? 0 };
  const id = (flag: string) => Number(execFileSync("id", [flag, "postgres"], { encoding: "utf8" }));
  return { uid: id("-u"), gid: id("-g") };
}

function freePort(): Promise<number> {
  return new Promise((resolve, reject) => {
    const probe = createServer();
    probe.once("error", reject).listen(0, "127.0.0.1", () => {
      const address = probe.address();
      probe.close(() => resolve(typeof address === "object" && address !== null ? address.port : 0));
    });
  });
}
