import { createHash } from "node:crypto";
import type { IncomingMessage } from "node:http";
import { createServer, type Server } from "node:https";
import type { AddressInfo } from "node:net";
import { ownCertificate } from "./own-certificate";

export interface FakeAnswer {
  readonly status?: number;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: string;
}

/** What a request gets; its line is "GET /v2/…". */
export type FakeScript = (line: string, request: IncomingMessage) => FakeAnswer;

/** A registry on the loopback address, with TLS of an authority of its own. */
export class FakeRegistry {
  /** "line authorization" of each request. */
  readonly requests: string[] = [];

  private constructor(
    private readonly server: Server,
    /** PEM. */
    readonly authority: string,
  ) {}

  static async start(script: FakeScript): Promise<FakeRegistry> {
    const { key, cert } = ownCertificate();
    const server = createServer({ key, cert });
    const registry = new FakeRegistry(server, cert);
    server.on("request", (request, response) => {
      const line = `${request.method ?? ""} ${request.url ?? ""}`;
      registry.requests.push(`${line} ${request.headers.authorization ?? "-"}`);
      const { status = 200, headers = {}, body = "" } = script(line, request);
      response.writeHead(status, headers).end(body);
    });
    await new Promise<void>((listening) => server.listen(0, "127.0.0.1", listening));
    return registry;
  }

  get host(): string {
    return `127.0.0.1:${(this.server.address() as AddressInfo).port}`;
  }

  stop(): Promise<void> {
    this.server.closeAllConnections();
    return new Promise((closed) =>
      this.server.close(() => {
        closed();
      }),
    );
  }
}

/** "sha256:…" of a text. */
export function digestOf(text: string): string {
  return `sha256:${createHash("sha256").update(text).digest("hex")}`;
}
