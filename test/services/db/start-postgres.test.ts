import { execFileSync } from "node:child_process";
import { existsSync, mkdirSync, readdirSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { Client } from "pg";
import { Postgres } from "../postgres";

const SCRIPT = resolve(__dirname, "../../../services/db/start-postgres");
const FIRST = "Abcdefghijklmnopqrstuvwxyz123456";
const SECOND = "Zyxwvutsrqponmlkjihgfedcba654321";

let postgres: Postgres;
beforeEach(() => (postgres = new Postgres(FIRST)));
afterEach(() => postgres.remove());

test("has no finding of shellcheck", () => {
  expect(execFileSync("shellcheck", [SCRIPT], { encoding: "utf8" })).toBe("");
});

test("makes the cluster at the first start, keeps the data over a crash, and follows the secret when it changes", async () => {
  await postgres.start();
  await query(FIRST, "CREATE TABLE kept AS SELECT 42 AS answer");
  await postgres.stop("SIGKILL");

  await postgres.start();
  expect(await query(FIRST, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  await postgres.stop();

  postgres.setPassword(SECOND);
  await postgres.start();
  await expect(query(FIRST, "SELECT 1")).rejects.toThrow("password authentication failed");
  expect(await query(SECOND, "SELECT answer FROM kept")).toEqual([{ answer: 42 }]);
  expect(postgres.output).not.toContain(SECOND);
}, 30_000);

test("lets only the service's role in over the network, with its SCRAM password", async () => {
  await postgres.start();
  await expect(query(FIRST, "SELECT 1", "postgres")).rejects.toThrow("no pg_hba.conf entry");
  await expect(query("", "SELECT 1")).rejects.toThrow("password");
  const [role] = await query(
    FIRST,
    "SELECT rolsuper, rolcreatedb, rolcreaterole, rolconnlimit FROM pg_roles WHERE rolname = 'links'",
  );
  expect(role).toEqual({ rolsuper: false, rolcreatedb: false, rolcreaterole: false, rolconnlimit: 30 });
}, 30_000);

test("starts over when the first start was interrupted", async () => {
  mkdirSync(join(postgres.volume, "17.new"));
  writeFileSync(join(postgres.volume, "17.new", "half"), "");
  await postgres.start();
  expect(readdirSync(postgres.volume)).toEqual(["17"]);
  expect(existsSync(join(postgres.volume, "17", "half"))).toBe(false);
}, 30_000);

test("refuses a volume of another major version and names it", async () => {
  mkdirSync(join(postgres.volume, "16"));
  writeFileSync(join(postgres.volume, "16", "PG_VERSION"), "16\n");
  await expect(postgres.start()).rejects.toThrow("holds a cluster of PostgreSQL 16, this is 17");
});

test.each(["", "it's", "two\nlines", "a'; DROP ROLE postgres; --"])(
  "refuses the password %j, which could not be quoted",
  async (password) => {
    postgres.setPassword(password);
    await expect(postgres.start()).rejects.toThrow("must hold one line of letters and digits");
  },
);

async function query(password: string, sql: string, user = "links"): Promise<unknown[]> {
  const client = new Client({ host: "127.0.0.1", port: postgres.port, user, database: "links", password });
  await client.connect();
  const { rows } = await client.query<Record<string, unknown>>(sql);
  await client.end();
  return rows;
}
