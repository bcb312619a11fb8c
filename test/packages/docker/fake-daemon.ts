import { mkdtempSync, rmSync } from "node:fs";
import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Daemon } from "../../../packages/docker/daemon/daemon";
import type { OperationContext } from "../../../packages/docker/bridge/bridged-resource";

export interface Request {
  /** "POST /containers/create?name=web", without the version. */
  readonly line: string;
  readonly body: Buffer;
  /** Of X-Registry-Auth, decoded. */
  readonly login?: unknown;
}

/** `undefined`: not this one's to answer. */
export type Answer =
  { readonly status?: number; readonly json?: unknown; readonly raw?: string | Buffer } | "drop" | "hang";
export type Script = (request: Request) => Answer | undefined;

/** An Engine API on a private socket that keeps what it was asked and answers by a script. */
export class FakeDaemon {
  readonly requests: Request[] = [];
  private readonly folder = mkdtempSync(join(tmpdir(), "berth-fake-docker-"));
  private readonly server: Server;
  readonly socket = join(this.folder, "docker.sock");

  private constructor(private readonly script: Script) {
    this.server = createServer((request, response) => void this.answer(request, response));
  }

  static async start(script: Script): Promise<FakeDaemon> {
    const fake = new FakeDaemon(script);
    await new Promise<void>((resolve) => fake.server.listen(fake.socket, resolve));
    return fake;
  }

  daemon(): Daemon {
    const name = `unix://${this.socket}`;
    return new Daemon({
      name,
      connect: () => Promise.resolve(connect(this.socket)),
      lastLines: () => "",
      close: () => undefined,
    });
  }

  context(daemon: Daemon, rest: Partial<OperationContext> = {}): OperationContext {
    const liveIds = new Set<string>();
    return { daemon, urn: "urn", limitMs: 5_000, liveIds, folder: this.folder, onStatus: () => undefined, ...rest };
  }

  /** The request lines without the negotiation. */
  lines(): string[] {
    return this.requests.map(({ line }) => line).filter((line) => line !== "GET /_ping");
  }

  async stop(): Promise<void> {
    this.server.closeAllConnections();
    await new Promise((resolve) => this.server.close(resolve));
    rmSync(this.folder, { recursive: true, force: true });
  }

  private async answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    const chunks: Buffer[] = [];
    for await (const chunk of request) chunks.push(chunk as Buffer);
    const line = `${request.method ?? ""} ${decodeURIComponent((request.url ?? "").replace(/^\/v1\.\d+/, ""))}`;
    const auth = request.headers["x-registry-auth"];
    const login = auth && { login: JSON.parse(Buffer.from(String(auth), "base64url").toString()) as unknown };
    const asked = { line, body: Buffer.concat(chunks), ...login };
    this.requests.push(asked);
    if (line === "GET /_ping") return void response.setHeader("api-version", "1.45").end("OK");
    const answer = this.script(asked) ?? { status: 500, json: { message: `the script has no answer to ${line}` } };
    if (answer === "hang") return;
    if (answer === "drop") return void request.socket.destroy();
    response.statusCode = answer.status ?? 200;
    response.end(answer.raw ?? (answer.json === undefined ? "" : JSON.stringify(answer.json)));
  }
}
