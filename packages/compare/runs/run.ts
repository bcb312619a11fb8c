import type { Result, SideName } from "../figures/reading";
import type { QemuProcess } from "../host/qemu-processes";
import type { MachineFacts } from "../parse/machine";
import type { ProbeSpec, Task } from "../plan/task";

/** Two stacks that are measured, whoever made them. */
export interface Run {
  readonly probes: readonly ProbeSpec[];
  /** Their names. */
  readonly stacks: Readonly<Record<SideName, string>>;
  read(task: Task): Promise<readonly Result[]>;
  /** A sentence on what both sides do while one is read. */
  readonly conduct: string;
  /** What each side's machines are. */
  facts(): Promise<Readonly<Record<SideName, readonly MachineFacts[]>>>;
  /** QEMU's on this computer. */
  processes(): readonly QemuProcess[];
  /** Takes away what the run made. */
  end(): Promise<void>;
}
