import { spawn, type ChildProcessByStdio } from "node:child_process";
import { existsSync, mkdtempSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import type { Readable, Writable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "../engine-error";

const openLimitMs = 60_000;
const pollMs = 20;
const retryPauseMs = 500;
const keptLines = 8;
const remoteSocket = "/var/run/docker.sock";
/** What no second attempt changes. */
const permanent =
  /Permission denied|Host key verification failed|REMOTE HOST IDENTIFICATION|Bad configuration option|not resolve hostname|administratively prohibited|No such file or directory|command-line/i;

type SshProcess = ChildProcessByStdio<Writable, null, Readable>;

/**
 * The one ssh connection to a host: it forwards a private local socket to the daemon's. Opened when first asked for,
 * opened again when it has dropped. ssh holds our pipe as stdin and ends with it, so it can't outlive this process.
 */
export class SshTunnel {
  private folder: string | undefined;
  private process: SshProcess | undefined;
  private opening: Promise<string> | undefined;
  private lines: string[] = [];
  private isClosed = false;

  constructor(
    private readonly host: string,
    private readonly sshOpts: readonly string[],
    private readonly limitMs = openLimitMs,
  ) {}

  /** The local socket's path, connected to the host; rejects with ssh's own last words within the limit. */
  async open(): Promise<string> {
    if (this.isClosed) throw new EngineError(`reach ${this.host}: the connection was closed`);
    if (this.process !== undefined && this.opening !== undefined) return this.opening;
    this.opening ??= this.openWithin(Date.now() + this.limitMs).catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  /** What ssh wrote last, for errors. */
  lastLines(): string {
    return this.lines.slice(-keptLines).join("\n");
  }

  /** Ends ssh and removes the socket; idempotent. */
  close(): void {
    this.isClosed = true;
    this.process?.kill("SIGTERM");
    this.process = undefined;
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }

  private async openWithin(deadline: number): Promise<string> {
    this.folder ??= mkdtempSync(join(tmpdir(), "berth-docker-"));
    const socket = join(this.folder, "docker.sock");
    for (;;) {
      if (await this.attempt(socket, deadline)) return socket;
      if (this.isClosed || Date.now() + retryPauseMs >= deadline || permanent.test(this.lastLines()))
        throw this.failure();
      await sleep(retryPauseMs);
    }
  }

  /** True once ssh listens on the socket; false when it ended instead or the deadline came. */
  private async attempt(socket: string, deadline: number): Promise<boolean> {
    rmSync(socket, { force: true });
    const child = this.start(socket);
    while (this.process === child && Date.now() < deadline) {
      if (existsSync(socket)) return true;
      await sleep(pollMs);
    }
    child.kill("SIGTERM");
    return false;
  }

  private start(socket: string): SshProcess {
    this.lines = [];
    const child = spawn("ssh", sshArguments(this.host, this.sshOpts, socket), { stdio: ["pipe", "ignore", "pipe"] });
    this.process = child;
    const gone = () => {
      if (this.process !== child) return;
      this.process = undefined;
      this.opening = undefined;
    };
    child.once("exit", gone);
    child.once("error", (error) => {
      this.lines.push(`run ssh: ${error.message}`);
      gone();
    });
    child.stdin.on("error", gone);
    child.stderr.setEncoding("utf8").on("data", (text: string) => {
      this.lines = [...this.lines, ...text.split("\n").filter((line) => line.trim() !== "")].slice(-keptLines);
    });
    return child;
  }

  private failure(): EngineError {
    const said = this.lastLines();
    const why = said === "" ? "ssh said nothing" : `ssh said:\n${said}`;
    return new EngineError(
      `connect to ${this.host} by ssh: no connection within ${this.limitMs / 1000} s; is the host up and does its key match? ${why}`,
    );
  }
}

/** The words for ssh: ours that must hold come first (ssh takes the first value of an option), then the program's. */
export function sshArguments(host: string, sshOpts: readonly string[], socket: string): string[] {
  const url = new URL(host);
  const user = url.username === "" ? [] : ["-l", decodeURIComponent(url.username)];
  const port = url.port === "" ? [] : ["-p", url.port];
  const must = [
    "ExitOnForwardFailure=yes",
    "BatchMode=yes",
    "ControlMaster=no",
    "ControlPath=none",
    "StreamLocalBindUnlink=yes",
  ];
  const should = ["ConnectTimeout=15", "ServerAliveInterval=15", "ServerAliveCountMax=4"];
  return [
    "-T",
    ...must.flatMap((option) => ["-o", option]),
    "-L",
    `${socket}:${remoteSocket}`,
    ...sshOpts,
    ...should.flatMap((option) => ["-o", option]),
    ...user,
    ...port,
    "--",
    url.hostname.replace(/^\[|\]$/g, ""),
    "cat",
  ];
}
