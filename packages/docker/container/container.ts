import { EngineError } from "@berth/model/engine-error";
import type { PropertyMap } from "@berth/model/property";
import type { BridgedResource, Existing, Made, OperationContext } from "../bridge/bridged-resource";
import { createBody, endpoints, updateBody } from "./container-body";
import { findContainer, inspectContainer, removeContainer, stopContainer } from "./container-calls";
import { containerFields } from "./container-fields";
import { waitUntilHealthy } from "./container-health";
import { readContainer } from "./container-outputs";
import { isStatus } from "../daemon/daemon-error";
import { ensureImage } from "../remote-image/image-pull";
import { InputsReader } from "../bridge/inputs-reader";
import { inUse, isOwn, notOwn } from "../bridge/ownership";
import { packUploads, type Upload } from "./uploads";

const defaultWaitSeconds = 60;
/** What the daemon's update call takes; a change of anything else that does not replace is only recorded. */
const updatedLive = [
  ...[
    "restart",
    "maxRetryCount",
    "cpuShares",
    "cpuPeriod",
    "cpuQuota",
    "cpuSet",
    "memory",
    "memoryReservation",
    "memorySwap",
  ],
  ...["deviceReadBps", "deviceReadIops", "deviceWriteBps", "deviceWriteIops"],
];

/** docker:index/container:Container. */
export const containerResource: BridgedResource = {
  fields: containerFields,
  meta: JSON.stringify({
    "e2bfb730-ecaa-11e6-8f88-34363bc7c4c0": { create: 1200e9, delete: 1200e9, update: 1200e9 },
    schema_version: "2",
  }),
  deletesBeforeReplace: true,
  create,
  update,
  async read({ id, outputs }, context) {
    const container = await findContainer(id, context);
    return container === undefined ? undefined : readContainer(container, outputs);
  },
  async delete({ id, outputs }, context) {
    const reader = new InputsReader(outputs);
    await stopContainer(id, reader.number("destroyGraceSeconds"), context);
    await removeContainer(id, reader.flag("removeVolumes"), context);
  },
};

async function create(inputs: PropertyMap, context: OperationContext): Promise<Made> {
  const reader = new InputsReader(inputs);
  const uploads = await packUploads(reader, Math.floor(Date.now() / 1000), context.folder);
  await ensureImage(reader.text("image") ?? "", reader.text("platform"), context);
  const id = await createOverLeftover(reader, context);
  try {
    await connectNetworks(id, reader, context);
    for (const part of uploads) await upload(id, part, context);
    if (reader.flag("start")) await start(id, reader, context);
  } catch (error) {
    throw await removeHalfMade(id, error, context);
  }
  return finish(id, inputs, context);
}

async function update(existing: Existing, inputs: PropertyMap, context: OperationContext): Promise<Made> {
  const { id } = existing;
  const reader = new InputsReader(inputs);
  const found = await findContainer(id, context);
  if (found === undefined)
    throw new EngineError(`update container ${reader.text("name") ?? id}: it is gone; run a refresh`);
  if (existing.outputs.mustRun === false && reader.flag("mustRun") && reader.flag("start"))
    await start(id, reader, context);
  const isLive = updatedLive.some(
    (key) => JSON.stringify(existing.outputs[key] ?? null) !== JSON.stringify(inputs[key] ?? null),
  );
  if (isLive) {
    const doing = `update container ${reader.text("name") ?? id}`;
    const path = `/containers/${id}/update`;
    await context.daemon.call({ method: "POST", path, json: updateBody(reader), doing, signal: context.signal });
  }
  return finish(id, inputs, context);
}

/** Waits for health where the program asked for it, and reads the state back; what goes wrong now is an init error. */
async function finish(id: string, inputs: PropertyMap, context: OperationContext): Promise<Made> {
  const reader = new InputsReader(inputs);
  const seconds = reader.number("waitTimeout") ?? defaultWaitSeconds;
  const faults: string[] = [];
  let read: PropertyMap = {};
  try {
    const isAwaited = reader.flag("start") && reader.flag("wait");
    const fault = isAwaited ? await waitUntilHealthy(id, seconds, context) : undefined;
    if (fault !== undefined) faults.push(fault);
    read = readContainer(await inspectContainer(id, context), inputs);
  } catch (error) {
    const why = context.signal?.aborted ? "cancelled" : EngineError.from(error).message;
    faults.push(`wait for container ${reader.text("name") ?? id}: ${why}`);
  }
  return { id, read, ...(faults.length > 0 && { initErrors: faults }) };
}

/** Creates; where an interrupted run of this stack left one of the same name, that one is removed first. */
async function createOverLeftover(reader: InputsReader, context: OperationContext): Promise<string> {
  const name = reader.text("name") ?? "";
  try {
    return await createOnce(name, reader, context);
  } catch (error) {
    if (!isStatus(error, 409)) throw error;
    const found = await findContainer(name, context);
    if (found !== undefined) {
      const leftover = { id: found.Id, name, isOwn: isOwn(reader.labels(), found.Config.Labels) };
      await removeLeftover(leftover, context);
    }
    return createOnce(name, reader, context);
  }
}

interface Leftover {
  readonly id: string;
  readonly name: string;
  readonly isOwn: boolean;
}

async function removeLeftover({ id, name, isOwn }: Leftover, context: OperationContext): Promise<void> {
  if (context.liveIds.has(id)) throw inUse("container", name, id);
  if (!isOwn) throw notOwn("container", name, id);
  context.onStatus(`removing ${name}, left by an interrupted run`);
  await stopContainer(id, undefined, context);
  await removeContainer(id, false, context);
}

async function createOnce(name: string, reader: InputsReader, { daemon, signal }: OperationContext): Promise<string> {
  const query = { name, platform: reader.text("platform") };
  const doing = `create container ${name}`;
  const json = createBody(reader);
  const answer = await daemon.call({ method: "POST", path: "/containers/create", query, json, doing, signal });
  return (answer as { Id: string }).Id;
}

async function connectNetworks(id: string, reader: InputsReader, { daemon, signal }: OperationContext): Promise<void> {
  const wanted = endpoints(reader);
  if (wanted.length === 0) return;
  const name = reader.text("name") ?? id;
  try {
    const doing = `disconnect container ${name} from the default network`;
    await daemon.call({ method: "POST", path: "/networks/bridge/disconnect", json: { Container: id }, doing, signal });
  } catch (error) {
    const isNotOn = error instanceof EngineError && /is not connected to (the )?network/.test(error.message);
    if (!isNotOn && !isStatus(error, 404)) throw error;
  }
  for (const { network, config } of wanted) {
    const doing = `connect container ${name} to network ${network}`;
    const path = `/networks/${encodeURIComponent(network)}/connect`;
    await daemon.call({ method: "POST", path, json: { Container: id, EndpointConfig: config }, doing, signal });
  }
}

async function upload(id: string, { folder, archive }: Upload, { daemon, signal }: OperationContext): Promise<void> {
  const doing = `upload a file to ${folder} of container ${id.slice(0, 12)}`;
  const [path, contentType] = [`/containers/${id}/archive`, "application/x-tar"];
  await daemon.call({ method: "PUT", path, query: { path: folder }, body: archive, contentType, doing, signal });
}

async function start(id: string, reader: InputsReader, { daemon, signal }: OperationContext): Promise<void> {
  const doing = `start container ${reader.text("name") ?? id}`;
  await daemon.call({ method: "POST", path: `/containers/${id}/start`, doing, signal, isRepeatable: true });
}

/** What never started is removed again, also when the run was cancelled; the answer is the error to throw. */
async function removeHalfMade(id: string, cause: unknown, context: OperationContext): Promise<EngineError> {
  try {
    await removeContainer(id, false, { ...context, signal: undefined });
    return EngineError.from(cause);
  } catch (second) {
    const left = `${EngineError.from(cause).message}\nand the half-made container ${id.slice(0, 12)} is left: ${EngineError.from(second).message}`;
    return new EngineError(left, { cause });
  }
}
