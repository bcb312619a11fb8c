import { setTimeout as sleep } from "node:timers/promises";
import type { ConsoleHostKeyInputs, ConsoleHostKeyOutputs } from "@berth/resources/local-types";
import { list, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { abortReason } from "@berth/process/abort-reason";
import { lastLines } from "@berth/process/last-lines";
import { tryCommand } from "@berth/process/run-command";
import { hostKeyOnConsole } from "./host-key-on-console";

/** From the machine's start: EC2 shows a console a minute or two late, and an emulated stock image on a busy computer took ten. */
const limitMs = 1_800_000;
const callLimitMs = 60_000;
const pauseMs = 5_000;

const machineId = { pattern: /^\S+$/, meaning: "the cloud's id of a machine" };
const word = { pattern: /^[^\p{Cc}]+$/u, meaning: "text without control characters" };

/** Reads what the guest itself printed on its console, through the cloud's own authenticated API. */
export const consoleHostKey: ResourceKind<ConsoleHostKeyInputs, ConsoleHostKeyOutputs> = {
  fields: { machine: text(machineId), command: list(text(word)) },
  replaceKeys: ["machine"],
  create: async (operation, inputs) => ({
    id: inputs.machine,
    outputs: await awaitHostKey(operation, inputs, { withinMs: limitMs, betweenMs: pauseMs }),
  }),
  // Another command for the same machine: the key is the one that was read.
  update: (_operation, _news, { outputs }) => Promise.resolve(outputs),
  delete: () => Promise.resolve(),
};

/** Asks the console until the key is there; rejects with what the cloud's client said last. */
export async function awaitHostKey(
  operation: Operation,
  { machine, command }: ConsoleHostKeyInputs,
  { withinMs, betweenMs }: { readonly withinMs: number; readonly betweenMs: number },
): Promise<ConsoleHostKeyOutputs> {
  const started = Date.now();
  for (;;) {
    const { exitCode, stdout, stderr } = await tryCommand(command, { limitMs: callLimitMs, signal: operation.signal });
    const publicKey = exitCode === 0 ? hostKeyOnConsole(stdout) : undefined;
    if (publicKey !== undefined) return { publicKey };
    const waited = Math.round((Date.now() - started) / 1000);
    const fault = exitCode === 0 ? "no host key on it yet" : lastLines(stderr, 3);
    if (Date.now() - started + betweenMs > withinMs) {
      throw new Error(
        `read the host key of ${machine} from its console: ${fault} after ${waited} s. Ask yourself with: ${command.join(" ")}`,
      );
    }
    operation.progress(`${machine}: waiting for its host key on the console, ${waited} s (${fault})`);
    await pause(operation, betweenMs);
  }
}

async function pause(operation: Operation, ms: number): Promise<void> {
  await sleep(ms, undefined, { signal: operation.signal }).catch((error: unknown) => {
    throw new Error(`waiting for a host key ended: ${abortReason(operation.signal)}`, { cause: error });
  });
}
