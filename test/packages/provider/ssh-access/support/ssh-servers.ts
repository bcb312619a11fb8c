import { type ChildProcess, execFileSync, spawn } from "node:child_process";
import { mkdirSync, writeFileSync } from "node:fs";
import { createServer } from "node:net";
import { userInfo } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { newOpensshKey } from "../../../../../packages/provider/key-pair/openssh-key";
import { sshBanner } from "../../../../../packages/provider/ready/ssh-banner";

const startLimitMs = 10_000;
const pauseMs = 50;

/** A sshd of this user on a loopback address, with a host key of its own. */
export interface SshServer {
  readonly address: string;
  readonly port: number;
  readonly hostKey: string;
}

/** Debian's sshd and ssh-agent, started by this user below a folder and ended by `end`. */
export class SshServers {
  readonly user = userInfo().username;
  private readonly children: ChildProcess[] = [];

  constructor(private readonly folder: string) {
    // Where sshd of root gives up its rights; a package's start script makes it on a whole system.
    if (process.getuid?.() === 0) mkdirSync("/run/sshd", { recursive: true, mode: 0o755 });
  }

  /** Starts a sshd that lets the owner of a public key in; resolves once it greets. */
  async start(name: string, address: string, authorizedKey: string): Promise<SshServer> {
    const at = (file: string) => join(this.folder, `${name}-${file}`);
    const port = await freePort(address);
    const key = newOpensshKey(name);
    writeFileSync(at("host-key"), key.privateKey, { mode: 0o600 });
    writeFileSync(at("authorized"), `${authorizedKey}\n`);
    const lines = [
      `ListenAddress ${address}`,
      `Port ${port}`,
      `HostKey ${at("host-key")}`,
      `AuthorizedKeysFile ${at("authorized")}`,
      "PidFile none",
      "StrictModes no",
      "UsePAM no",
      "PasswordAuthentication no",
    ];
    writeFileSync(at("config"), `${lines.join("\n")}\n`);
    this.children.push(spawn("/usr/sbin/sshd", ["-D", "-f", at("config"), "-E", at("log")], { stdio: "ignore" }));
    await greets({ address, port });
    return { address, port, hostKey: key.publicKey };
  }

  /** Starts an agent that holds a private key; gives its socket. */
  async agent(privateKey: string): Promise<string> {
    const [socket, path] = [join(this.folder, "agent"), join(this.folder, "agent-key")];
    this.children.push(spawn("ssh-agent", ["-D", "-a", socket], { stdio: "ignore" }));
    writeFileSync(path, privateKey, { mode: 0o600 });
    const environment = { ...process.env, SSH_AUTH_SOCK: socket };
    const started = Date.now();
    for (;;) {
      try {
        execFileSync("ssh-add", ["-q", path], { env: environment, stdio: "pipe" });
        return socket;
      } catch (error) {
        if (Date.now() - started > startLimitMs) throw error;
        await sleep(pauseMs);
      }
    }
  }

  end(): void {
    for (const child of this.children) child.kill();
  }
}

async function greets(endpoint: { address: string; port: number }): Promise<void> {
  const signal = AbortSignal.timeout(startLimitMs);
  for (;;) {
    const answer = await sshBanner(endpoint, signal);
    if (answer.greeting !== undefined) return;
    if (signal.aborted) throw new Error(`sshd on ${endpoint.address}:${endpoint.port} does not greet: ${answer.fault}`);
    await sleep(pauseMs);
  }
}

function freePort(address: string): Promise<number> {
  return new Promise((resolve, reject) => {
    const server = createServer().once("error", reject);
    server.listen(0, address, () => {
      const found = server.address();
      server.close(() => resolve(typeof found === "object" && found !== null ? found.port : 0));
    });
  });
}
