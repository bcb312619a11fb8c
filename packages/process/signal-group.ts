/** Sends a signal to all processes of a group; nothing happens when the group has ended already. */
export function signalGroup(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(-pid, signal);
  } catch (cause) {
    // ESRCH: the whole group has ended, which is what the signal is for.
    if ((cause as NodeJS.ErrnoException).code !== "ESRCH")
      throw new Error(`send ${signal} to process group ${pid}: ${String(cause)}`, { cause });
  }
}
