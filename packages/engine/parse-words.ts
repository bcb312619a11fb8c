import { parseArgs, type ParseArgsConfig } from "node:util";
import { EngineError } from "@berth/model/engine-error";

/** The options and the other words of a command line; throws an EngineError that shows the usage for an unknown option or a missing value. */
export function parseWords<T extends ParseArgsConfig["options"] & object>(
  words: readonly string[],
  options: T,
  usage: string,
) {
  try {
    return parseArgs({ args: [...words], allowPositionals: true, options });
  } catch (thrown) {
    throw new EngineError(`${EngineError.from(thrown).message}\n${usage}`, { cause: thrown });
  }
}
