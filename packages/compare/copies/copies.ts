/** Further copies of a service beside the stack's own, on this computer; `remove` leaves nothing of them. */
export interface Copies {
  /** Starts one more, and resolves when it answers its first 200; rejects with why it does not. */
  start(): Promise<void>;
  /** How many of those that were started still answer. */
  answering(): Promise<number>;
  /** What the first one takes of a disk, in bytes. */
  bytes(): Promise<number>;
  remove(): Promise<void>;
}
