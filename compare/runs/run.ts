import type { Result, SideName } from "../figures/reading";
import type { QemuProcess } from "../host/qemu-processes";
import type { ProbeSpec, Task } from "../plan/task";

/** Two stacks that are measured, whoever made them. */
export interface Run {
  readonly probes: readonly ProbeSpec[];
  /** Their names. */
  readonly stacks: Readonly<Record<SideName, string>>;
  read(task: Task): Promise<readonly Result[]>;
  /** Of what runs on the hosts. */
  versions(): Promise<Readonly<Record<string, string>>>;
  /** QEMU's on this computer. */
  processes(): readonly QemuProcess[];
  /** Takes away what the run made. */
  end(): Promise<void>;
}
