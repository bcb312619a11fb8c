import type { ReadyInputs, ReadyOutputs } from "@berth/resources/local-types";
import { absolutePath, integer, list, oneOf, optional, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { tryCommand } from "@berth/process/run-command";
import { ask, awaitCheck, awaitPort, type ReadyHost } from "./await-ready";
import { setGuestClock } from "./guest-clock";
import { livenessOf, noConnection } from "./liveness";
import {
  dockerCheckName,
  setUpCheckName,
  dockerVersionOf,
  factsOf,
  factsQuestion,
  livenessQuestion,
  portLimitSeconds,
  readyChecks,
} from "./ready-checks";
import { lowRoom } from "../disk-room/room";
import { layGate } from "../docker-gate/lay-gate";
import { readGate } from "../docker-gate/read-gate";
import { alias } from "../ssh-access/host-alias";
import { runRemote } from "../ssh-access/remote-command";

/** How long a host that was ready may take to answer whether it still is: a busy one takes long for a login alone. */
const livenessLimitMs = 45_000;

/** Makes nothing: it waits, and tells what it found. */
export const ready: ResourceKind<ReadyInputs, ReadyOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    bootId: text(),
    bootLimitSeconds: optional(integer(60, 7200)),
    runtime: oneOf("docker", "systemd"),
    serialLog: optional(absolutePath),
    consoleCommand: optional(list(text())),
  },
  replaceKeys: ["host"],
  drift: async ({ inputs }, _news, warn) => ((await isLive(inputs, warn)) ? [] : ["readyHost"]),
  create: async (operation, inputs) => ({ id: inputs.host, outputs: await awaitReady(operation, inputs) }),
  update: awaitReady,
  delete: () => Promise.resolve(),
};

/** Waits until a host meets every check, and sets the clock of a machine of this computer, whose guest may have been stopped. */
export async function awaitReady(operation: Operation, inputs: ReadyInputs): Promise<ReadyOutputs> {
  const { sshConfig: config, host: alias, serialLog, consoleCommand } = inputs;
  const host: ReadyHost = { config, alias, serialLog, consoleCommand };
  const started = Date.now();
  await awaitPort(operation, host, inputs.bootLimitSeconds ?? portLimitSeconds);
  const checks = readyChecks(inputs.runtime);
  let dockerVersion = "";
  for (const [index, check] of checks.entries()) {
    const answer = await awaitCheck(operation, host, check);
    // Before the services' checks, which a clock that is behind can fail. With a console here, the machine's clock is this computer's.
    if (check.name === setUpCheckName && serialLog !== undefined) await setGuestClock(host, operation.signal);
    if (check.name === setUpCheckName && inputs.runtime === "docker") await layGate(operation, host, runRemote);
    if (check.name === dockerCheckName) dockerVersion = dockerVersionOf(answer.stdout);
    const seconds = Math.round((Date.now() - started) / 1000);
    operation.progress(
      `${host.alias}: ${check.name} after ${seconds} s; next: ${checks[index + 1]?.name ?? "services"}`,
    );
  }
  const facts = await ask(operation, host, factsQuestion);
  return { ...factsOf(facts.stdout), selinux: "Enforcing", dockerVersion, readyHost: inputs.host };
}

/** False only for a host that answers and is not as it was. One that does not answer is warned of: nothing is known of it. So is a full data disk, which a preview then shows before `up` refuses. */
async function isLive({ sshConfig, host, runtime }: ReadyInputs, warn: (message: string) => void): Promise<boolean> {
  const question = livenessQuestion(runtime === "docker" ? readGate().digest : undefined);
  const { exitCode, stdout, stderr } = await tryCommand(["ssh", "-F", sshConfig, "-T", host, question], {
    limitMs: livenessLimitMs,
  }).catch((error: unknown) => ({ exitCode: noConnection, stdout: "", stderr: String(error) }));
  const found = livenessOf({ exitCode, stdout, stderr }, host);
  if (found.kind === "unanswered")
    warn(`${host} is slow or unreachable, so that it was not compared with the state: ${found.reason}`);
  const low = found.kind === "ready" && found.room !== undefined ? lowRoom(found.room, host) : undefined;
  if (low !== undefined) warn(low);
  return found.kind !== "changed";
}
