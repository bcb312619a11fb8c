import { EngineError } from "@berth/model/engine-error";

/** The Docker daemon's refusal, with its HTTP status. */
export class DaemonError extends EngineError {
  constructor(
    readonly status: number,
    readonly reason: string,
    doing: string,
  ) {
    super(`${doing}: the Docker daemon answered ${status}: ${reason}`);
    this.name = "DaemonError";
  }
}

/** A call that the daemon took and did not answer within its limit: the host is slow, or gone. */
export class NoAnswerError extends EngineError {}

/** True for the daemon's answer `status`. */
export function isStatus(error: unknown, status: number): error is DaemonError {
  return error instanceof DaemonError && error.status === status;
}

/** What was asked for, or undefined when the daemon does not know it. */
export async function foundOrUndefined<T>(asked: Promise<T>): Promise<T | undefined> {
  try {
    return await asked;
  } catch (error) {
    if (isStatus(error, 404)) return undefined;
    throw error;
  }
}
