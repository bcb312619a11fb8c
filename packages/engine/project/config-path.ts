import { EngineError } from "@berth/model/engine-error";

/** A key of the configuration and, below it, the keys and indexes of one of its parts. */
export type ConfigPath = readonly [string, ...(string | number)[]];

const part = /\.?([^.[\]"]+)|\[(\d+)\]|\.?\["((?:[^"\\]|\\.)*)"\]/y;

/** Reads a path in Pulumi's form, `key.name[0]["a.b"]`. Throws an EngineError for a text of another form. */
export function parseConfigPath(text: string): ConfigPath {
  const parts: (string | number)[] = [];
  part.lastIndex = 0;
  for (let at = 0; at < text.length; at = part.lastIndex) {
    const match = part.exec(text);
    if (match === null || (at === 0 && text.startsWith("."))) throw malformed(text);
    const [, name, index, quoted = ""] = match;
    if (index !== undefined) parts.push(Number(index));
    else parts.push(name ?? quoted.replace(/\\(.)/g, "$1"));
  }
  const [key, ...rest] = parts;
  if (typeof key !== "string") throw malformed(text);
  return [key, ...rest];
}

function malformed(text: string): EngineError {
  return new EngineError(`"${text}" is not a path; write it as key.name, key[0] or key["name with dots"]`);
}
