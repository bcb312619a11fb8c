import { existsSync, readFileSync } from "node:fs";
import { Document, parseDocument } from "yaml";
import { EngineError } from "@berth/model/engine-error";
import type { JsonObject } from "../wire/go-json";
import { isJsonObject } from "../wire/go-json";

/** The map in a YAML file, {} for an empty one; throws an EngineError with path and line for anything else. */
export function readYamlMap(path: string): JsonObject {
  const document = readDocument(path);
  let value: unknown;
  try {
    value = document.toJS();
  } catch (thrown) {
    throw thrown instanceof RangeError ? tooDeep(path) : EngineError.from(thrown, `read ${path}`);
  }
  if (value === null || value === undefined) return {};
  if (!isJsonObject(value)) throw new EngineError(`read ${path}: it must hold a map of keys to values`);
  return value;
}

/** The document of a file for editing, comments kept; an empty one when there is no file. */
export function openYamlDocument(path: string): Document {
  return existsSync(path) ? readDocument(path) : new Document({});
}

function readDocument(path: string): Document {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (thrown) {
    throw EngineError.from(thrown, `read ${path}`);
  }
  const document = parseDocument(text, { prettyErrors: true });
  if (document.errors.length > 0) {
    if (document.errors.some(({ message }) => message.includes("call stack"))) throw tooDeep(path);
    const faults = document.errors.map((error) => (error.message.split("\n")[0] ?? "").replace(/:$/, ""));
    throw new EngineError(`read ${path}: ${faults.join("; ")}`);
  }
  return document;
}

/** The parser recurses: what is nested too deeply for it ends as an overflow of the stack. */
function tooDeep(path: string): EngineError {
  return new EngineError(`read ${path}: it is nested too deeply`);
}
