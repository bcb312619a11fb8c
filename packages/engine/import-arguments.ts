import { readFileSync } from "node:fs";
import { EngineError } from "@berth/model/engine-error";
import type { ImportRequest } from "./deploy-request";
import { inlineImportFile, parseImportFile, type ImportFile } from "./plan/import-file";

/** For parseArgs: the options that only `import` has. */
export const importConfig = {
  parent: { type: "string" },
  provider: { type: "string" },
  properties: { type: "string", multiple: true, default: [] as string[] },
  file: { type: "string", short: "f" },
  protect: { type: "string", default: "true" },
  "generate-code": { type: "string", default: "false" },
  "preview-only": { type: "boolean", default: false },
} as const;

export type ImportOption = keyof typeof importConfig;

interface ImportValues {
  readonly parent?: string | undefined;
  readonly provider?: string | undefined;
  readonly properties: readonly string[];
  readonly file?: string | undefined;
  readonly protect: string;
  readonly "generate-code": string;
  readonly "preview-only": boolean;
}

/** A switch alone means `=true`, as in the CLI; parseArgs knows no option with a value that may be left out. */
export function withSwitchValues(words: readonly string[]): readonly string[] {
  return words.map((word) => (/^--(protect|generate-code)$/.test(word) ? `${word}=true` : word));
}

/** The names of the options that were given of those that only `import` has. */
export function givenImportOptions(values: ImportValues): readonly ImportOption[] {
  const names = Object.keys(importConfig) as ImportOption[];
  return names.filter((name) => {
    const standard = "default" in importConfig[name] ? importConfig[name].default : undefined;
    const value = values[name];
    return typeof value === "object" ? value.length > 0 : value !== standard;
  });
}

/** What `import` takes over, by its words and options; throws an EngineError in the CLI's words. */
export function readImport(values: ImportValues, words: readonly string[]): ImportRequest {
  if (isTrue("generate-code", values["generate-code"]))
    throw new EngineError(
      "--generate-code: this engine does not write the code of what it imports; leave the option out and write the resource into the program yourself, or import with the pulumi CLI",
    );
  return {
    file: values.file === undefined ? fileOfWords(values, words) : fileOf(values, words),
    protect: isTrue("protect", values.protect),
    previewOnly: values["preview-only"],
  };
}

function fileOf({ file = "", parent, provider, properties }: ImportValues, words: readonly string[]): ImportFile {
  if (words.length + properties.length > 0 || parent !== undefined || provider !== undefined)
    throw new EngineError("an inline resource may not be specified in conjunction with an import file");
  try {
    return parseImportFile(readFileSync(file, "utf8"), file);
  } catch (thrown) {
    throw EngineError.from(thrown, "could not read import file");
  }
}

function fileOfWords(values: ImportValues, words: readonly string[]): ImportFile {
  const missing = ["type, name, and id", "name and id", "id"][words.length];
  if (missing !== undefined)
    throw new EngineError(
      `an inline resource must be specified if no converter or import file is used, missing ${missing}`,
    );
  const [type = "", name = "", id = ""] = words;
  const properties = values.properties.flatMap((names) => names.split(","));
  return inlineImportFile({ type, name, id, properties, parent: values.parent, provider: values.provider });
}

function isTrue(option: string, text: string): boolean {
  if (text === "true" || text === "false") return text === "true";
  throw new EngineError(`--${option} takes true or false (got "${text}")`);
}
