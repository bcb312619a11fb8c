import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import type { Duplex, Readable } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "@berth/model/engine-error";
import { type GroupLeader, startGroup, terminateGroup } from "@berth/process/process-group";
import { ProcessSocket } from "./process-socket";
import { makeSessionFolder } from "./session-folder";
import { masterArguments, sessionArguments, type SshTarget } from "./ssh-arguments";

const openLimitMs = 60_000;
const pollMs = 20;
const retryPauseMs = 500;
const keptLines = 8;
/** What no second attempt changes. */
const permanent =
  /Permission denied|Host key verification failed|IDENTIFICATION HAS CHANGED|Bad configuration option|not resolve hostname|no such identity|Can't open user config|too long for Unix domain socket|run ssh:/i;

/**
 * The one ssh connection to a host, opened at the first request and again when it has dropped. Each `connect` is a
 * session of it that runs `docker system dial-stdio` there, which needs no forwarding to be allowed.
 */
export class SshConnection {
  private folder: string | undefined;
  private master: GroupLeader<"pipe"> | undefined;
  private opening: Promise<string> | undefined;
  private lines: string[] = [];
  private isOpen = false;
  private isClosed = false;

  constructor(
    private readonly target: SshTarget,
    private readonly limitMs = openLimitMs,
  ) {}

  /** A connection to the host's Docker daemon; rejects with ssh's own last words within the limit. */
  async connect(): Promise<Duplex> {
    const control = await this.open();
    const child = startGroup(["ssh", ...sessionArguments(this.target, control)], { stdin: "pipe" });
    this.listen(child.stderr);
    return new ProcessSocket(child);
  }

  /** What ssh and the remote command wrote last, for errors. */
  lastLines(): string {
    return this.lines.slice(-keptLines).join("\n");
  }

  /** Ends ssh, and with it all sessions; idempotent. */
  close(): void {
    this.isClosed = true;
    if (this.master !== undefined) terminateGroup(this.master);
    this.master = undefined;
    if (this.folder !== undefined) rmSync(this.folder, { recursive: true, force: true });
    this.folder = undefined;
  }

  private open(): Promise<string> {
    if (this.isClosed) return Promise.reject(new EngineError(`connect to ${this.target.host}: it was closed`));
    this.opening ??= this.openWithin(Date.now() + this.limitMs).catch((error: unknown) => {
      this.opening = undefined;
      throw error;
    });
    return this.opening;
  }

  private async openWithin(deadline: number): Promise<string> {
    this.folder ??= makeSessionFolder();
    const control = join(this.folder, "ssh");
    for (;;) {
      if (await this.attempt(control, deadline)) return control;
      if (this.isClosed || Date.now() + retryPauseMs >= deadline || permanent.test(this.lastLines()))
        throw this.failure();
      await sleep(retryPauseMs);
    }
  }

  /** True once ssh is logged in; false when it ended instead or the deadline came. */
  private async attempt(control: string, deadline: number): Promise<boolean> {
    rmSync(control, { force: true });
    const master = this.start(control);
    while (this.master === master && Date.now() < deadline) {
      this.isOpen = existsSync(control);
      if (this.isOpen) return true;
      await sleep(pollMs);
    }
    terminateGroup(master);
    return false;
  }

  private start(control: string): GroupLeader<"pipe"> {
    this.lines = [];
    const master = startGroup(["ssh", ...masterArguments(this.target, control)], { stdin: "pipe" });
    master.stdout.resume();
    this.master = master;
    const gone = () => {
      if (this.master !== master) return;
      this.master = undefined;
      if (this.isOpen) this.opening = undefined;
      this.isOpen = false;
    };
    master.once("close", gone);
    master.once("error", (error) => {
      this.lines.push(`run ssh: ${error.message}`);
      gone();
    });
    master.stdin.on("error", gone);
    this.listen(master.stderr);
    return master;
  }

  private listen(stderr: Readable): void {
    stderr.setEncoding("utf8").on("data", (text: string) => {
      const lines = text.split("\n").filter((line) => line.trim() !== "");
      this.lines = [...this.lines, ...lines].slice(-keptLines);
    });
  }

  private failure(): EngineError {
    const said = this.lastLines();
    const why = said === "" ? "ssh said nothing" : `ssh said:\n${said}`;
    return new EngineError(
      `connect to ${this.target.host} by ssh: no connection (tried for up to ${this.limitMs / 1000} s); ` +
        `is the host up, and are its key and the login key right? ${why}`,
    );
  }
}
