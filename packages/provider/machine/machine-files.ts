import { join } from "node:path";

import { runtimeFolderOf } from "../runtime-folder";

export interface MachineFiles {
  readonly directory: string;
  readonly overlay: string;
  readonly serialLog: string;
  /** What QEMU itself says. */
  readonly qemuLog: string;
  /** QEMU's, given on its command line: what the process is found by. */
  readonly pidFile: string;
  /** MachineRecord as JSON, written before each start. */
  readonly record: string;
  /** One file a credential, 0600, there only while QEMU starts. */
  readonly credentials: string;
  /** cloud-init's NoCloud files, for an image that boots itself. */
  readonly seed: string;
  readonly qmpSocket: string;
  /** The guest's memory while the machine is stopped, as large as the memory; it holds the guest's secrets, 0600. */
  readonly memory: string;
  /** SnapshotRecord as JSON, there only while the memory may be loaded. */
  readonly snapshot: string;
}

/** Where the files of a machine are. */
export function machineFiles(directory: string): MachineFiles {
  return {
    directory,
    overlay: join(directory, "overlay.qcow2"),
    serialLog: join(directory, "serial.log"),
    qemuLog: join(directory, "qemu.log"),
    pidFile: join(directory, "pid"),
    record: join(directory, "machine.json"),
    credentials: join(directory, "credentials"),
    seed: join(directory, "seed"),
    qmpSocket: join(runtimeFolderOf(directory), "qmp"),
    memory: join(directory, "memory"),
    snapshot: join(directory, "snapshot.json"),
  };
}
