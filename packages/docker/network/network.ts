import type { PropertyMap } from "@berth/model/property";
import type { NetworkInspect } from "../daemon/api-types";
import type { BridgedResource, Made, OperationContext } from "../bridge/bridged-resource";
import { canonical, render } from "../bridge/canonical";
import { foundOrUndefined } from "../daemon/daemon-error";
import { removeWhenFree } from "../daemon/remove-when-free";
import { InputsReader } from "../bridge/inputs-reader";
import { networkBody, readNetwork } from "./network-body";
import { networkFields } from "./network-fields";
import { inUse, isOwn, notOwn } from "../bridge/ownership";

/** docker:index/network:Network. */
export const networkResource: BridgedResource = {
  fields: networkFields,
  meta: JSON.stringify({ schema_version: "1" }),
  deletesBeforeReplace: false,
  create,
  async read({ id }, context) {
    const network = await findNetwork(id, context);
    return network === undefined ? undefined : readNetwork(network);
  },
  delete: ({ id }, context) => removeNetwork(id, context),
};

async function create(inputs: PropertyMap, context: OperationContext): Promise<Made> {
  const name = new InputsReader(inputs).text("name") ?? "";
  const left = await findByName(name, context);
  if (left !== undefined) {
    const adopted = await adoptOrRemove(left, inputs, context);
    if (adopted !== undefined) return adopted;
  }
  const { daemon, signal } = context;
  const json = networkBody(name, new InputsReader(inputs));
  const answer = await daemon.call({
    method: "POST",
    path: "/networks/create",
    json,
    doing: `create network ${name}`,
    signal,
  });
  const { Id: id } = answer as { Id: string };
  return { id, read: readNetwork(await inspectNetwork(id, context)) };
}

/** An interrupted run's network: taken over when it is as wanted, removed when it is not. */
async function adoptOrRemove(
  left: NetworkInspect,
  inputs: PropertyMap,
  context: OperationContext,
): Promise<Made | undefined> {
  const own = isOwn(new InputsReader(inputs).labels(), left.Labels);
  if (context.liveIds.has(left.Id)) throw inUse("network", left.Name, left.Id);
  if (!own) throw notOwn("network", left.Name, left.Id);
  if (isAsWanted(readNetwork(left), inputs)) {
    context.onStatus(`taking over network ${left.Name}, left by an interrupted run`);
    return { id: left.Id, read: readNetwork(left) };
  }
  context.onStatus(`removing network ${left.Name}, left by an interrupted run`);
  await removeNetwork(left.Id, context);
  return undefined;
}

function isAsWanted(read: PropertyMap, inputs: PropertyMap): boolean {
  return Object.entries(networkFields).every(([key, field]) => {
    const wanted = inputs[key];
    if (field.outputOnly || (wanted === undefined && field.computed)) return true;
    return render(canonical(field, read[key])) === render(canonical(field, wanted));
  });
}

/** The daemon looks names up by prefix too, so the answer's own name decides. */
async function findByName(name: string, context: OperationContext): Promise<NetworkInspect | undefined> {
  const filters = JSON.stringify({ name: [name] });
  const { daemon, signal } = context;
  const answer = await daemon.call({
    method: "GET",
    path: "/networks",
    query: { filters },
    doing: "list networks",
    signal,
  });
  const found = (answer as NetworkInspect[]).find((network) => network.Name === name);
  return found === undefined ? undefined : findNetwork(found.Id, context);
}

async function inspectNetwork(id: string, { daemon, signal }: OperationContext): Promise<NetworkInspect> {
  const answer = await daemon.call({ method: "GET", path: `/networks/${id}`, doing: `inspect network ${id}`, signal });
  return answer as NetworkInspect;
}

function findNetwork(id: string, context: OperationContext): Promise<NetworkInspect | undefined> {
  return foundOrUndefined(inspectNetwork(id, context));
}

function removeNetwork(id: string, { daemon, signal }: OperationContext): Promise<void> {
  const doing = `remove network ${id.slice(0, 12)}`;
  return removeWhenFree(daemon, { path: `/networks/${id}`, doing, busy: "has active endpoints", signal });
}
