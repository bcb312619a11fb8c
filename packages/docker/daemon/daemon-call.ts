import type { Readable } from "node:stream";

/** One request to Docker's Engine API. */
export interface DaemonCall {
  readonly method: "GET" | "POST" | "PUT" | "DELETE" | "HEAD";
  /** Without the version: "/containers/create". */
  readonly path: string;
  readonly query?: Readonly<Record<string, string | number | boolean | undefined>>;
  readonly json?: unknown;
  readonly body?: Buffer | Readable;
  readonly contentType?: string;
  /** Further ones, in small letters. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly signal?: AbortSignal | undefined;
  /** Limit of the whole call in ms; by default 60 s for a GET or HEAD, 20 min for a change. */
  readonly limitMs?: number;
  /** True for a change that may be sent twice, because the second one finds it done. */
  readonly isRepeatable?: boolean;
  /** For errors: "create container web". */
  readonly doing: string;
}
