import type { Server } from "node:http";
import { Server as TcpServer } from "node:net";
import { join } from "node:path";
import { setImmediate as immediate, setTimeout as sleep } from "node:timers/promises";
import type { Pool } from "pg";
import { readConfig } from "./config";
import { openPool, untilAnswering } from "./database";
import { Links } from "./links";
import { logTo } from "./log";
import { Metrics } from "./metrics";
import { migrate } from "./migrate";
import { loadPage } from "./page";
import { makeServer } from "./server";

/** After the drain time: for requests still being answered. Both together stay below stop_grace_period. */
const FINISH_TIMEOUT_MS = 12_000;

/** In which a connection just accepted brings its first request. */
const FIRST_REQUEST_MS = 1_000;

const QUIET_TIMEOUT_MS = 1_000;

const log = logTo(process.stdout);

main().catch((error: unknown) => {
  log("error", "start failed", { error, cause: error instanceof Error ? error.cause : undefined });
  process.exit(1);
});

async function main(): Promise<void> {
  const config = readConfig(process.env);
  const stopping = new AbortController();
  for (const signal of ["SIGTERM", "SIGINT"] as const) process.on(signal, () => stopping.abort(signal));

  const pool = openPool(config.database, log);
  await untilAnswering(pool, log, stopping.signal);
  await migrate(pool, join(__dirname, "migrations"), log);

  const metrics = new Metrics(() => gauges(pool));
  const page = loadPage(join(__dirname, "page"));
  const server = makeServer({ links: new Links(pool), metrics, page, draining: () => stopping.signal.aborted }, log);
  await new Promise<void>((resolve, reject) => server.once("error", reject).listen(config.port, resolve));
  const address = server.address();
  log("info", "listening", { port: typeof address === "object" ? address?.port : config.port });

  await aborted(stopping.signal);
  log("info", "draining", { signal: String(stopping.signal.reason), drainMs: config.drainMs });
  await sleep(config.drainMs);
  await finish(server, pool);
  log("info", "stopped");
}

function gauges(pool: Pool): Record<string, number> {
  return {
    database_connections: pool.totalCount,
    database_connections_idle: pool.idleCount,
    database_requests_waiting: pool.waitingCount,
    process_resident_memory_bytes: process.memoryUsage.rss(),
    process_uptime_seconds: process.uptime(),
  };
}

function aborted(signal: AbortSignal): Promise<void> {
  return signal.aborted
    ? Promise.resolve()
    : new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}

/** Stops listening and waits for what has begun; http's own close() would cut connections whose first request is on its way. */
async function finish(server: Server, pool: Pool): Promise<void> {
  await quietTurn(server);
  const closed = new Promise((resolve) => TcpServer.prototype.close.call(server, resolve));
  const idle = setTimeout(() => server.closeIdleConnections(), FIRST_REQUEST_MS);
  const all = setTimeout(() => server.closeAllConnections(), FINISH_TIMEOUT_MS);
  await closed;
  clearTimeout(idle);
  clearTimeout(all);
  await pool.end();
}

/** Resolves after a turn of the event loop without a new connection: those still waiting would be cut by the kernel. */
async function quietTurn(server: Server): Promise<void> {
  const deadline = Date.now() + QUIET_TIMEOUT_MS;
  let isQuiet = false;
  server.on("connection", () => (isQuiet = false));
  while (!isQuiet && Date.now() < deadline) {
    isQuiet = true;
    await immediate();
  }
}
