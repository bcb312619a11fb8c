import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import type { Pool, PoolClient } from "pg";
import type { Log } from "./log";

/** Any constant will do, as long as every version of this service uses the same. */
const ADVISORY_LOCK = 7_311_604;
const FILE = /^(\d{3})-[a-z0-9-]+\.sql$/;

/**
 * Applies the files of `directory` that the database has not seen, in order, each in a transaction. Of several instances
 * one does it while the others wait. The version before must be able to live with the result: both run during a rollout.
 */
export async function migrate(pool: Pool, directory: string, log: Log): Promise<void> {
  const client = await pool.connect();
  try {
    await client.query("SET statement_timeout = '60s'");
    await client.query("SELECT pg_advisory_lock($1)", [ADVISORY_LOCK]);
    await applyAll(client, directory, log);
    client.release(true);
  } catch (error) {
    client.release(true);
    throw new Error("migrate the database", { cause: error });
  }
}

async function applyAll(client: PoolClient, directory: string, log: Log): Promise<void> {
  await client.query(
    "CREATE TABLE IF NOT EXISTS migrations (file text PRIMARY KEY, applied_at timestamptz NOT NULL DEFAULT now())",
  );
  const { rows } = await client.query<{ file: string }>("SELECT file FROM migrations");
  const seen = new Set(rows.map(({ file }) => file));
  for (const file of migrationFiles(directory).filter((name) => !seen.has(name))) {
    await applyOne(client, file, readFileSync(join(directory, file), "utf8"));
    log("info", "migration applied", { file });
  }
}

async function applyOne(client: PoolClient, file: string, sql: string): Promise<void> {
  await client.query("BEGIN");
  try {
    await client.query(sql);
    await client.query("INSERT INTO migrations (file) VALUES ($1)", [file]);
    await client.query("COMMIT");
  } catch (error) {
    await client.query("ROLLBACK");
    throw new Error(`apply ${file}`, { cause: error });
  }
}

function migrationFiles(directory: string): string[] {
  return readdirSync(directory)
    .filter((name) => FILE.test(name))
    .sort();
}
