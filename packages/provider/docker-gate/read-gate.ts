import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { join } from "node:path";

/** The program of the gate. */
export interface Gate {
  /** Name → content. */
  readonly files: Readonly<Record<string, string>>;
  /** Hex SHA-256 of all of it. */
  readonly digest: string;
}

const names = ["berth-gate", "bodies.py", "container-rules.json", "endpoints.py", "relay.py", "shapes.py", "wire.py"];

/** The gate of this version of the provider. */
export function readGate(): Gate {
  const files = Object.fromEntries(names.map((name) => [name, readFileSync(join(__dirname, name), "utf8")]));
  return { files, digest: createHash("sha256").update(JSON.stringify(files)).digest("hex") };
}
