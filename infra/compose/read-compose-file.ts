import { readFileSync } from "node:fs";
import { relative } from "node:path";
import { ComposeError } from "./fault";
import { type ComposeSource, parseCompose } from "./parse-compose";
import type { ComposeModel } from "./service-model";

/** Reads and checks a compose file; throws one ComposeError with all its faults, also when there is no file. */
export function readComposeFile(
  path: string,
  options: Pick<ComposeSource, "variables" | "memoryMiB" | "hosts">,
): ComposeModel {
  const file = relative(process.cwd(), path);
  return parseCompose({ ...options, file, text: read(path, file) });
}

function read(path: string, file: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (error) {
    throw new ComposeError(file, [{ path: [], rule: error instanceof Error ? error.message : String(error) }]);
  }
}
