import { setTimeout as sleep } from "node:timers/promises";
import { Pool } from "pg";
import type { Config } from "./config";
import type { Log } from "./log";

/** Below the role's CONNECTION LIMIT of 30 even while two versions run. */
const POOL_SIZE = 10;
const CONNECT_TIMEOUT_MS = 3_000;
const QUERY_TIMEOUT_MS = 5_000;
const START_TIMEOUT_MS = 45_000;
const START_INTERVAL_MS = 500;

/** A pool that fails a request rather than keep it waiting; the caller ends it. */
export function openPool(database: Config["database"], log: Log): Pool {
  const pool = new Pool({
    ...database,
    max: POOL_SIZE,
    connectionTimeoutMillis: CONNECT_TIMEOUT_MS,
    statement_timeout: QUERY_TIMEOUT_MS,
    query_timeout: QUERY_TIMEOUT_MS + 1_000,
    idleTimeoutMillis: 30_000,
    application_name: "api",
  });
  pool.on("error", (error) => log("warn", "an idle database connection broke", { error }));
  return pool;
}

/** Resolves when the database answers; throws its last error after 45 s, and at once when `signal` aborts. */
export async function untilAnswering(pool: Pool, log: Log, signal: AbortSignal): Promise<void> {
  const deadline = Date.now() + START_TIMEOUT_MS;
  for (;;) {
    try {
      await pool.query("SELECT 1");
      return;
    } catch (error) {
      if (Date.now() > deadline) throw new Error("connect to the database", { cause: error });
      log("warn", "the database does not answer yet", {
        reason: error instanceof Error ? error.message : String(error),
      });
      await sleep(START_INTERVAL_MS, undefined, { signal });
    }
  }
}
