import type { Result, RuntimeName } from "../figures/reading";
import type { QemuProcess } from "../host/qemu-processes";
import type { MachineFacts } from "../parse/machine";
import type { ProbeSpec, Task } from "../plan/task";

/** Two stacks that are measured, whoever made them. */
export interface Run {
  readonly probes: readonly ProbeSpec[];
  /** Their names. */
  readonly stacks: Readonly<Record<RuntimeName, string>>;
  read(task: Task): Promise<readonly Result[]>;
  /** A sentence on what both subjects do while one is read. */
  readonly conduct: string;
  /** What each subject's machines are. */
  facts(): Promise<Readonly<Record<RuntimeName, readonly MachineFacts[]>>>;
  /** QEMU's on this computer. */
  processes(): readonly QemuProcess[];
  /** Destroys what the run created. */
  end(): Promise<void>;
}
