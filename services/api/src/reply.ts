/** What a route answers; the server writes it. */
export interface Reply {
  readonly status: number;
  readonly headers: Record<string, string>;
  readonly body: string;
}

/** JSON that no cache keeps. */
export function json(status: number, value: unknown): Reply {
  return {
    status,
    headers: { "content-type": "application/json", "cache-control": "no-store" },
    body: JSON.stringify(value),
  };
}

export function text(status: number, body: string, type = "text/plain; charset=utf-8"): Reply {
  return { status, headers: { "content-type": type, "cache-control": "no-store" }, body };
}

/** An error that the client can correct. */
export class RequestError extends Error {
  constructor(
    readonly status: number,
    message: string,
    readonly faults: Record<string, string> = {},
  ) {
    super(message);
  }
}
