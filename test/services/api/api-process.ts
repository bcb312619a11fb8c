import { type ChildProcess, spawn } from "node:child_process";
import { resolve } from "node:path";
import type { Postgres } from "../postgres";

const ROOT = resolve(__dirname, "../../..");
const START_TIMEOUT_MS = 20_000;

/** The service as a process of its own, as in its container. */
export class ApiProcess {
  output = "";
  url = "";
  readonly exit: Promise<number | null>;
  private readonly child: ChildProcess;
  private readonly ready: Promise<void>;

  constructor(postgres: Postgres, env: Record<string, string> = {}) {
    this.child = spawn(process.execPath, ["--import", "tsx", "services/api/src/main.ts"], {
      cwd: ROOT,
      env: {
        PATH: process.env["PATH"],
        PORT: "0",
        PGHOST: "127.0.0.1",
        PGPORT: String(postgres.port),
        PGUSER: "links",
        PGDATABASE: "links",
        PGPASSWORD_FILE: postgres.secret,
        DRAIN_MS: "300",
        ...env,
      },
      stdio: ["ignore", "pipe", "inherit"],
    });
    this.exit = new Promise((done) => this.child.once("exit", done));
    this.ready = this.whenListening();
    this.ready.catch(() => undefined);
  }

  /** Resolves with this when it listens; throws with its log if it exits first. */
  async started(): Promise<this> {
    await this.ready;
    return this;
  }

  signal(signal: NodeJS.Signals): void {
    this.child.kill(signal);
  }

  /** The log so far, a record a line. */
  get records(): Record<string, unknown>[] {
    return this.output
      .split("\n")
      .filter(Boolean)
      .map((line) => JSON.parse(line) as Record<string, unknown>);
  }

  private whenListening(): Promise<void> {
    return new Promise((done, fail) => {
      const timer = setTimeout(() => fail(new Error(`the api does not listen: ${this.output}`)), START_TIMEOUT_MS);
      this.child.stdout?.setEncoding("utf8").on("data", (text: string) => {
        this.output += text;
        const port = /"message":"listening","port":(\d+)/.exec(this.output)?.[1];
        if (port === undefined) return;
        this.url = `http://127.0.0.1:${port}`;
        done();
      });
      void this.exit.then((code) => {
        clearTimeout(timer);
        fail(new Error(`the api ended with ${code}: ${this.output}`));
      });
    });
  }
}
