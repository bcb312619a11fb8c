import { execFileSync } from "node:child_process";
import { edited } from "./edit";
import { onHost, type Outputs, root } from "./stack";

/** Sets stack dev's backups, in its file; `secrets` are credentials of the repository. */
export function configureBackups(repository: string, password: string, secrets: Readonly<Record<string, string>> = {}) {
  edited("Pulumi.dev.yaml");
  const credentials = Object.entries(secrets).map(([name, value]) => ["--path", `backupEnvironment.${name}`, value]);
  for (const words of [
    ["backupRepository", repository],
    ["--secret", "backupPassword", password],
    ...credentials.map((words) => ["--secret", ...words]),
  ])
    execFileSync(process.execPath, ["packages/cli/berth.js", "config", "set", ...words], { cwd: root });
}

/** What the sample's database answers. */
export function query(outputs: Outputs, sql: string): string {
  const container = "$(docker ps -q --filter label=berth.service=db)";
  return onHost(outputs, `docker exec ${container} psql -h /run/postgresql -U postgres -d links -Atc "${sql}"`).output;
}

/** Fills the sample's table. Returns every row of it, in the order of their ids. */
export function fillLinks(outputs: Outputs): string {
  query(
    outputs,
    "INSERT INTO links (slug, url) SELECT 'row' || n, 'https://example.org/' || n FROM generate_series(1, 500) n",
  );
  const rows = allLinks(outputs);
  if (rows.split("\n").length < 500) throw new Error(`the table was not filled: ${rows}`);
  return rows;
}

export function allLinks(outputs: Outputs): string {
  return query(outputs, "SELECT * FROM links ORDER BY id");
}
