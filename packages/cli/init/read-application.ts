import { existsSync, readFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { readEnvFile } from "@berth/compose";
import { ComposeError, describeFault } from "@berth/infra/compose-fault";
import { schema } from "@berth/infra/config-schema";
import { givenValues } from "@berth/infra/given-values";
import { readComposeFile } from "@berth/infra/read-compose-file";
import type { ComposeModel } from "@berth/infra/service-model";

/** An application as its Compose file describes it. */
export interface Application {
  /** Absent where the file has errors. */
  readonly model?: ComposeModel;
  /** What the file leaves to its user, a line for each place; with them it would have no error. */
  readonly missing: readonly string[];
  /** A line for each error. */
  readonly errors: readonly string[];
}

/** Reads a Compose file. Values that it leaves to its user and that no `.env` has are missing, and not errors. */
export function readApplication(path: string, root: string): Application {
  const first = attempt(path, root, {});
  if (first.model !== undefined) return { ...first, missing: [], errors: [] };
  const given = attempt(path, root, valuesFor(path));
  if (given.model === undefined) return { missing: [], errors: given.errors };
  return { model: given.model, missing: first.errors, errors: [] };
}

interface Attempt {
  readonly model?: ComposeModel;
  readonly errors: readonly string[];
}

function attempt(path: string, root: string, variables: Readonly<Record<string, string>>): Attempt {
  const memoryMiB = schema.memoryMiB.default;
  try {
    return { model: readComposeFile({ paths: [path], root }, { variables, memoryMiB, hosts: 1 }), errors: [] };
  } catch (error) {
    if (!(error instanceof ComposeError)) throw error;
    return { errors: error.faults.map((fault) => describeFault(error.file, fault)) };
  }
}

/** A value for each variable that the file names and `.env` beside it does not set. */
function valuesFor(path: string): Readonly<Record<string, string>> {
  const set = new Set(environmentNames(join(dirname(path), ".env")));
  const values = Object.entries(givenValues(readFileSync(path, "utf8")));
  return Object.fromEntries(values.filter(([name]) => !set.has(name)));
}

function environmentNames(file: string): readonly string[] {
  if (!existsSync(file)) return [];
  return [...readEnvFile(readFileSync(file, "utf8"), () => undefined).values].map(([name]) => name);
}
