import { setTimeout as sleep } from "node:timers/promises";
import { EngineError } from "@berth/model/engine-error";
import type { ContainerInspect } from "../daemon/api-types";
import type { OperationContext } from "../bridge/bridged-resource";
import { foundOrUndefined, isStatus } from "../daemon/daemon-error";

const removalLimitMs = 30_000;
const defaultStopSeconds = 10;
const pollMs = 200;

/** The container; rejects with a 404 DaemonError when it is gone. */
export async function inspectContainer(
  idOrName: string,
  { daemon, signal }: OperationContext,
): Promise<ContainerInspect> {
  const path = `/containers/${encodeURIComponent(idOrName)}/json`;
  const answer = await daemon.call({ method: "GET", path, doing: `inspect container ${idOrName}`, signal });
  return answer as ContainerInspect;
}

/** The container, or undefined when it is gone. */
export function findContainer(idOrName: string, context: OperationContext): Promise<ContainerInspect | undefined> {
  return foundOrUndefined(inspectContainer(idOrName, context));
}

/** Stops within `seconds` (the container's own stop timeout when undefined), then kills; fine when gone or stopped. */
export async function stopContainer(id: string, seconds: number | undefined, context: OperationContext): Promise<void> {
  const found = await findContainer(id, context);
  if (found === undefined || !found.State.Running) return;
  const patience = seconds ?? found.Config.StopTimeout ?? defaultStopSeconds;
  const query = { t: seconds };
  const limitMs = patience * 1000 + removalLimitMs;
  await gone(async () => {
    const doing = `stop container ${found.Name.replace(/^\/+/, "")}`;
    await context.daemon.call({
      method: "POST",
      path: `/containers/${id}/stop`,
      query,
      limitMs,
      doing,
      signal: context.signal,
    });
  });
}

/** Removes by force and waits until the daemon knows it no more; fine when gone. */
export async function removeContainer(id: string, removeVolumes: boolean, context: OperationContext): Promise<void> {
  const query = { force: true, v: removeVolumes };
  const doing = `remove container ${id.slice(0, 12)}`;
  await gone(async () => {
    await context.daemon.call({ method: "DELETE", path: `/containers/${id}`, query, doing, signal: context.signal });
  });
  const deadline = Date.now() + removalLimitMs;
  while ((await findContainer(id, context)) !== undefined) {
    if (Date.now() > deadline) throw new EngineError(`${doing}: still there after ${removalLimitMs / 1000} s`);
    await sleep(pollMs, undefined, { signal: context.signal });
  }
}

/** A removal that someone else finished (404) or is at (409 "already in progress") is none to fail for. */
async function gone(act: () => Promise<void>): Promise<void> {
  try {
    await act();
  } catch (error) {
    if (isStatus(error, 404)) return;
    if (isStatus(error, 409) && error.reason.includes("already in progress")) return;
    throw error;
  }
}
