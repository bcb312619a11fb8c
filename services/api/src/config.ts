import { readFileSync } from "node:fs";

/** The process's configuration, complete and checked. */
export interface Config {
  readonly port: number;
  readonly database: { host: string; port: number; user: string; database: string; password: string };
  /** How long new requests are still served after SIGTERM, so that the gateway leaves by itself. */
  readonly drainMs: number;
}

/** Reads the environment and the password's file; throws one error that names every fault. */
export function readConfig(env: NodeJS.ProcessEnv): Config {
  const faults: string[] = [];
  const text = (name: string): string => {
    const value = env[name] ?? "";
    if (value === "") faults.push(`${name}: must be set`);
    return value;
  };
  const integer = (name: string, fallback: number, max: number): number => {
    const value = Number(env[name] ?? fallback);
    if (!Number.isInteger(value) || value < 0 || value > max)
      faults.push(`${name}: must be an integer from 0 to ${max}`);
    return value;
  };
  const config = {
    port: integer("PORT", 8080, 65535),
    database: {
      host: text("PGHOST"),
      port: integer("PGPORT", 5432, 65535),
      user: text("PGUSER"),
      database: text("PGDATABASE"),
      password: readSecret(text("PGPASSWORD_FILE"), faults),
    },
    drainMs: integer("DRAIN_MS", 2500, 60_000),
  };
  if (faults.length > 0) throw new Error(`read configuration: ${faults.join("; ")}`);
  return config;
}

function readSecret(path: string, faults: string[]): string {
  if (path === "") return "";
  try {
    return readFileSync(path, "utf8").trim();
  } catch (error) {
    faults.push(`PGPASSWORD_FILE: ${error instanceof Error ? error.message : String(error)}`);
    return "";
  }
}
