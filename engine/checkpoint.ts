import type { Crypter } from "./secrets";
import type { Snapshot } from "./state";

/** A checkpoint file as far as it can be read without a passphrase. */
export interface CheckpointFile {
  /** "organization/<project>/<stack>". */
  readonly stack: string;
  /** The salt the secrets were made with; absent when the stack has no secrets manager. */
  readonly salt?: string;
  /** Absent for a stack that was never deployed. */
  readonly latest?: Readonly<Record<string, unknown>>;
}

/** Throws an EngineError for text that is no checkpoint, for versions but 3 and 4, and for features not supported. */
export function parseCheckpoint(_text: string): CheckpointFile {
  throw new Error("being written");
}

/** The snapshot in a file, secrets decrypted; an empty one for a stack that was never deployed. */
export function decodeSnapshot(_file: CheckpointFile, _crypter: Crypter | undefined): Snapshot {
  throw new Error("being written");
}

/** The text of a checkpoint file; throws an EngineError when there is a secret and no crypter. */
export function encodeCheckpoint(_request: {
  /** "organization/<project>/<stack>". */
  readonly stack: string;
  readonly snapshot: Snapshot;
  readonly crypter: Crypter | undefined;
  readonly time: Date;
}): string {
  throw new Error("being written");
}
