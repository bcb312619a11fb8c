import { Agent, request as httpRequest, type IncomingMessage } from "node:http";
import type { Duplex } from "node:stream";
import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "@berth/model/engine-error";
import { limitOf } from "./call-limit";
import type { DaemonCall } from "./daemon-call";
import { DaemonError, NoAnswerError } from "./daemon-error";
import * as v from "valibot";

const maxBodyBytes = 32 * 1024 * 1024;
const maxConnections = 16;
/** ssh's own explanation comes a moment after the connection's end. */
const lastWordsMs = 100;
/** The newest API version that the requests here were written for, and the oldest that has all of them. */
const newestMinor = 51;
const oldestMinor = 41;

/** Where the daemon is, and the way there. */
export interface DaemonAddress {
  /** How people know it: "ssh://…" or "unix://…". */
  readonly name: string;
  connect(): Promise<Duplex>;
  /** What the transport said last, for errors; "" when nothing. */
  lastLines(): string;
  close(): void;
}

/** Docker's Engine API over one address: typed errors, a limit on every call, API version negotiated once. */
export class Daemon {
  private readonly agent: AddressAgent;
  private version: Promise<string> | undefined;

  constructor(private readonly address: DaemonAddress) {
    this.agent = new AddressAgent(address);
  }

  /** The answer's JSON; undefined for an empty one. */
  async call(call: DaemonCall): Promise<unknown> {
    const body = await this.callRaw(call);
    if (body.length === 0) return undefined;
    try {
      return JSON.parse(body.toString("utf8"));
    } catch (cause) {
      throw new EngineError(`${call.doing}: ${this.address.name} did not answer in JSON: ${excerpt(body)}`, { cause });
    }
  }

  /** The answer's bytes, at most `maxBytes`: what comes after is cut off. */
  async callRaw(call: DaemonCall, maxBytes?: number): Promise<Buffer> {
    return this.send(call, (response) => readBody(response, call, maxBytes));
  }

  /** Hands each chunk of the answer to `onChunk` as it comes. */
  async stream(call: DaemonCall, onChunk: (chunk: Buffer) => void): Promise<void> {
    await this.send(call, async (response) => {
      for await (const chunk of response) onChunk(chunk as Buffer);
    });
  }

  close(): void {
    this.agent.destroy();
    this.address.close();
  }

  private async send<T>(call: DaemonCall, read: (response: IncomingMessage) => Promise<T>): Promise<T> {
    const version = await this.negotiate(call.signal);
    return this.exchange({ ...call, path: `/v${version}${call.path}` }, read);
  }

  private async negotiate(signal: AbortSignal | undefined): Promise<string> {
    this.version ??= this.exchange(
      { method: "GET", path: "/_ping", doing: "ask for the API version", signal },
      (response) => {
        response.resume();
        return Promise.resolve(chooseVersion(response.headers["api-version"], this.address.name));
      },
    ).catch((error: unknown) => {
      this.version = undefined;
      throw error;
    });
    return this.version;
  }

  /** A GET, or a change that may be repeated, is sent once more when the connection broke: an idle one may have dropped unseen. */
  private async exchange<T>(call: DaemonCall, read: (response: IncomingMessage) => Promise<T>): Promise<T> {
    try {
      return await this.exchangeOnce(call, read);
    } catch (error) {
      if (!(error instanceof ConnectionError) || !(call.method === "GET" || call.isRepeatable === true)) throw error;
      return this.exchangeOnce(call, read);
    }
  }

  private async exchangeOnce<T>(call: DaemonCall, read: (response: IncomingMessage) => Promise<T>): Promise<T> {
    const limit = AbortSignal.timeout(limitOf(call));
    const signal = call.signal === undefined ? limit : AbortSignal.any([limit, call.signal]);
    try {
      const response = await this.respond(call, signal);
      if ((response.statusCode ?? 0) >= 400) throw await refusal(response, call);
      return await read(response);
    } catch (thrown) {
      throw await this.explain(thrown, call, limit.aborted);
    }
  }

  private respond(call: DaemonCall, signal: AbortSignal): Promise<IncomingMessage> {
    const payload = call.json === undefined ? call.body : Buffer.from(JSON.stringify(call.json));
    const type = call.json === undefined ? call.contentType : "application/json";
    const size = Buffer.isBuffer(payload) ? { "content-length": payload.length } : {};
    const headers = {
      ...call.headers,
      host: "docker",
      ...(type === undefined ? {} : { "content-type": type }),
      ...size,
    };
    const path = withQuery(call.path, call.query);
    return new Promise((resolve, reject) => {
      const request = httpRequest({ path, method: call.method, headers, signal, agent: this.agent }, resolve);
      request.once("error", reject);
      // A request that still waits for its connection does not hear of the abortion.
      signal.addEventListener("abort", () => reject(signal.reason as Error), { once: true });
      if (payload === undefined || Buffer.isBuffer(payload)) request.end(payload);
      else {
        payload.once("error", (error) => request.destroy(EngineError.from(error, call.doing)));
        request.once("close", () => payload.destroy());
        payload.pipe(request);
      }
    });
  }

  /** Tells a refusal of the daemon from a missing daemon, a lost connection, a passed limit and a cancelled run. */
  private async explain(thrown: unknown, call: DaemonCall, isLate: boolean): Promise<EngineError> {
    if (thrown instanceof EngineError) return thrown;
    if (isLate) {
      const seconds = limitOf(call) / 1000;
      return new NoAnswerError(`${call.doing}: no answer from ${this.address.name} within ${seconds} s`, {
        cause: thrown,
      });
    }
    if (call.signal?.aborted) return new EngineError(`${call.doing}: cancelled`, { cause: thrown });
    await sleep(lastWordsMs);
    const said = this.address.lastLines();
    const detail = thrown instanceof Error ? thrown.message : String(thrown);
    const more = said === "" ? "" : `\nssh said:\n${said}`;
    return new ConnectionError(
      `${call.doing}: the connection to the Docker daemon at ${this.address.name} failed (${detail}); ` +
        `is the daemon running there, and may this user reach its socket?${more}`,
      { cause: thrown },
    );
  }
}

/** The way to the daemon broke, or there is none. */
class ConnectionError extends EngineError {}

/** Connections over an address instead of a host and a port, kept for the next request. */
class AddressAgent extends Agent {
  constructor(private readonly address: DaemonAddress) {
    super({ keepAlive: true, maxSockets: maxConnections });
  }

  /** Called by node:http when it needs one more connection. */
  override createConnection(_options: unknown, done?: (error: Error | null, socket: Duplex) => void): undefined {
    this.address.connect().then(
      (socket) => done?.(null, socket),
      // node:http looks at no socket where there is an error.
      (error: unknown) => done?.(EngineError.from(error), undefined as unknown as Duplex),
    );
    return undefined;
  }
}

function chooseVersion(offered: string | string[] | undefined, name: string): string {
  const minor = Number(/^1\.(\d+)$/.exec(String(offered))?.[1] ?? NaN);
  if (Number.isNaN(minor)) throw new EngineError(`ask for the API version: ${name} is not a Docker daemon`);
  if (minor < oldestMinor) {
    throw new EngineError(
      `ask for the API version: ${name} has 1.${minor}, needed is 1.${oldestMinor} (Docker 20.10) or newer`,
    );
  }
  return `1.${Math.min(minor, newestMinor)}`;
}

function withQuery(path: string, query: DaemonCall["query"]): string {
  const given = new URLSearchParams();
  for (const [key, value] of Object.entries(query ?? {})) if (value !== undefined) given.set(key, String(value));
  return given.size === 0 ? path : `${path}?${given.toString()}`;
}

async function readBody(response: IncomingMessage, call: DaemonCall, maxBytes?: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of response) {
    chunks.push(chunk as Buffer);
    size += (chunk as Buffer).length;
    if (maxBytes !== undefined && size >= maxBytes) break;
    if (size > maxBodyBytes) throw new EngineError(`${call.doing}: the answer is larger than ${maxBodyBytes} bytes`);
  }
  return Buffer.concat(chunks).subarray(0, maxBytes);
}

async function refusal(response: IncomingMessage, call: DaemonCall): Promise<DaemonError> {
  const body = await readBody(response, call, 64 * 1024);
  return new DaemonError(response.statusCode ?? 0, refusalReason(body), call.doing);
}

/** What the daemon answers a refused request with; a proxy in front of it may answer anything. */
const refusalBody = v.object({ message: v.string() });

function refusalReason(body: Buffer): string {
  try {
    return v.parse(refusalBody, JSON.parse(body.toString("utf8"))).message.trim();
  } catch {
    return excerpt(body);
  }
}

function excerpt(body: Buffer): string {
  return body.subarray(0, 300).toString("utf8").trim() || "(an empty body)";
}
