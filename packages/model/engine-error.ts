import { types } from "node:util";

/** The one error type of the engine. The message is for a person: verb + noun + cause, and the fix where there is one. */
export class EngineError extends Error {
  constructor(message: string, options?: { cause?: unknown }) {
    super(message, options);
    this.name = "EngineError";
  }

  /** Turns anything thrown into an EngineError; `doing` is put in front as "create aws:…: <cause>". */
  static from(thrown: unknown, doing?: string): EngineError {
    const text = types.isNativeError(thrown) ? thrown.message : String(thrown);
    if (thrown instanceof EngineError && doing === undefined) return thrown;
    return new EngineError(doing === undefined ? text : `${doing}: ${text}`, { cause: thrown });
  }
}

/** The system's code of an error, as "ENOENT"; undefined when it has none. */
export function errorCode(thrown: unknown): string | undefined {
  const code = types.isNativeError(thrown) && "code" in thrown ? thrown.code : undefined;
  return typeof code === "string" ? code : undefined;
}
