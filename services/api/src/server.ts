import { createServer, type IncomingMessage, type Server, type ServerResponse } from "node:http";
import type { Log } from "./log";
import { json, type Reply, RequestError } from "./reply";
import { type Route, type RouteContext, ROUTES } from "./routes";

const MAX_BODY_BYTES = 16 * 1024;
const REQUEST_TIMEOUT_MS = 10_000;
/** Longer than the gateway keeps an idle connection, so that it is never this side that closes one. */
const KEEP_ALIVE_TIMEOUT_MS = 10_000;
const SAFETY_HEADERS = {
  "x-content-type-options": "nosniff",
  "referrer-policy": "no-referrer",
  "cross-origin-opener-policy": "same-origin",
};

/** The HTTP server, not yet listening. Every request is answered, counted and logged. */
export function makeServer(context: RouteContext, log: Log): Server {
  const server = createServer(
    { requestTimeout: REQUEST_TIMEOUT_MS, keepAliveTimeout: KEEP_ALIVE_TIMEOUT_MS },
    (request, response) => {
      void handle(request, response, { context, log });
    },
  );
  server.maxHeadersCount = 64;
  return server;
}

async function handle(
  request: IncomingMessage,
  response: ServerResponse,
  { context, log }: { context: RouteContext; log: Log },
): Promise<void> {
  const started = process.hrtime.bigint();
  const url = parseTarget(request.url ?? "/");
  const method = request.method === "HEAD" ? "GET" : (request.method ?? "GET");
  const route = url && ROUTES.find(({ method: wanted, path }) => wanted === method && path.test(url.pathname));
  const reply = await answer(request, { url, route, context }).catch((error: unknown) =>
    errorReply(error, request, log),
  );
  send(request, response, { reply, close: context.draining() });
  const seconds = Number(process.hrtime.bigint() - started) / 1e9;
  const pattern = route?.pattern ?? "none";
  context.metrics.observe({ method: knownMethod(method), route: pattern, status: reply.status, seconds });
  if (pattern !== "/health" || reply.status !== 200) {
    log("info", "request", {
      method: request.method,
      route: pattern,
      status: reply.status,
      ms: Math.round(seconds * 1000),
    });
  }
}

async function answer(
  request: IncomingMessage,
  call: { url: URL | undefined; route: Route | undefined; context: RouteContext },
): Promise<Reply> {
  if (call.url === undefined) throw new RequestError(400, "The address can't be read.");
  const { pathname, searchParams } = call.url;
  if (call.route === undefined) {
    const allowed = ROUTES.filter(({ path }) => path.test(pathname)).map(({ method }) => method);
    throw allowed.length > 0
      ? new RequestError(405, `Use ${allowed.join(" or ")} here.`)
      : new RequestError(404, "There is nothing at this address.");
  }
  const name = pathname.slice(pathname.lastIndexOf("/") + 1);
  return call.route.answer({ query: searchParams, name, body: () => readJson(request) }, call.context);
}

async function readJson(request: IncomingMessage): Promise<unknown> {
  // Another site's form can't send this type without a preflight request: the guard against forged requests.
  if (!/^application\/json\b/.test(request.headers["content-type"] ?? ""))
    throw new RequestError(415, "Send application/json.");
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > MAX_BODY_BYTES) throw new RequestError(413, `Send at most ${MAX_BODY_BYTES} bytes.`);
    chunks.push(chunk);
  }
  try {
    return JSON.parse(Buffer.concat(chunks).toString("utf8"));
  } catch {
    throw new RequestError(400, "The body is not JSON.");
  }
}

function errorReply(error: unknown, request: IncomingMessage, log: Log): Reply {
  if (error instanceof RequestError) return json(error.status, { error: error.message, faults: error.faults });
  log("error", "request failed", { method: request.method, error });
  return json(500, { error: "Something went wrong here. Try again in a moment.", faults: {} });
}

function send(
  request: IncomingMessage,
  response: ServerResponse,
  { reply, close }: { reply: Reply; close: boolean },
): void {
  // An unread body would be parsed as the next request.
  const unread = !request.complete;
  response.writeHead(reply.status, {
    ...SAFETY_HEADERS,
    ...reply.headers,
    ...(close || unread ? { connection: "close" } : {}),
  });
  response.end(request.method === "HEAD" ? undefined : reply.body);
}

function parseTarget(target: string): URL | undefined {
  return target.startsWith("/") && URL.canParse(`http://api${target}`) ? new URL(`http://api${target}`) : undefined;
}

function knownMethod(method: string): string {
  return ["GET", "POST", "DELETE"].includes(method) ? method : "other";
}
