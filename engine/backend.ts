/** Names a stack within a backend. */
export interface StackReference {
  readonly project: string;
  readonly stack: string;
}

/** Where things are in Pulumi's project-scoped file backend. */
export interface Backend {
  /** As given: "file://./state". */
  readonly url: string;
  /** The absolute folder that contains ".pulumi". */
  readonly root: string;
}

/**
 * A file backend; `url` is file:// absolute, relative to `folder`, or beginning with "~". Other schemes, an old layout and
 * an unwritable folder are EngineErrors. Creates the folder and .pulumi/meta.yaml when absent.
 */
export function openBackend(_url: string, _folder: string): Backend {
  throw new Error("being written");
}

/** Names of the project's stacks, sorted. */
export function listStacks(_backend: Backend, _project: string): readonly string[] {
  throw new Error("being written");
}

export function stackExists(_backend: Backend, _stack: StackReference): boolean {
  throw new Error("being written");
}

/** Throws when it exists or the name is not legal. */
export function createStack(_backend: Backend, _stack: StackReference, _checkpointText: string): void {
  throw new Error("being written");
}

/** The text of the stack's checkpoint; undefined when there is none. An unreadable one is an error that names the .bak. */
export function readStack(_backend: Backend, _stack: StackReference): string | undefined {
  throw new Error("being written");
}

/** Replaces the checkpoint atomically and durably; the previous one stays as .bak. */
export function writeStack(_backend: Backend, _stack: StackReference, _checkpointText: string): void {
  throw new Error("being written");
}

/** Removes the checkpoint, its .bak, history and backups, as `pulumi stack rm` does. */
export function removeStack(_backend: Backend, _stack: StackReference): void {
  throw new Error("being written");
}
