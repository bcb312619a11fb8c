import { requireFreePort } from "../address/host-port";
import type { Operation } from "../resource-kind";
import { forwardName, forwardsIn, forwardsOf, withForwards } from "./forwards";
import type { MachineFiles } from "./machine-files";
import { machineDigest, type MachineInputs } from "./machine-inputs";
import { type MachineRecord, writeRecord } from "./machine-record";
import { Qmp } from "./qmp";

const answerLimitMs = 10_000;

/**
 * Gives a running machine the forwards of `news` and records them for its next boot; its other inputs have to be those
 * that it runs with. Safe to repeat after any end. Rejects when a port of this computer is taken.
 */
export async function changeForwards(
  operation: Operation,
  news: MachineInputs,
  { files, record }: { files: MachineFiles; record: MachineRecord },
): Promise<MachineRecord> {
  const argv = record.launch?.argv ?? [];
  const [olds, wanted] = [forwardsIn(argv), forwardsOf(news)];
  const qmp = await Qmp.connect(files.qmpSocket, answerLimitMs);
  try {
    for (const forward of olds.filter((old) => !wanted.includes(old))) await remove(qmp, forward);
    for (const [guest, port] of Object.entries(news.hostPorts)) {
      const [forward = ""] = forwardsOf({ address: news.address, hostPorts: { [guest]: port } });
      if (olds.includes(forward)) continue;
      // One that an interrupted change has added already is not recorded.
      await remove(qmp, forward);
      await requireFreePort({ address: news.address, port, guest });
      await add(qmp, forward);
      operation.progress(`port ${port} of ${news.address} leads to port ${guest}`);
    }
  } finally {
    qmp.close();
  }
  const launch = record.launch && { launch: { ...record.launch, argv: withForwards(argv, wanted) } };
  const changed = { ...record, digest: machineDigest(news), ...launch };
  await writeRecord(files.record, changed);
  return changed;
}

async function add(qmp: Qmp, forward: string): Promise<void> {
  const printed = await monitor(qmp, `hostfwd_add net0 ${forward}`);
  if (printed !== "") throw new Error(`forward ${forward}: ${printed}`);
}

/** A forward that is not there is what is wanted. */
async function remove(qmp: Qmp, forward: string): Promise<void> {
  const printed = await monitor(qmp, `hostfwd_remove net0 ${forwardName(forward)}`);
  if (!/removed|not found/.test(printed)) throw new Error(`remove the forward ${forward}: ${printed}`);
}

async function monitor(qmp: Qmp, command: string): Promise<string> {
  const printed = await qmp.execute("human-monitor-command", { "command-line": command }, answerLimitMs);
  return String(printed).trim();
}
