import { EngineError } from "@berth/model/engine-error";
import type { PropertyMap } from "@berth/model/property";
import type { VolumeInspect } from "../daemon/api-types";
import type { BridgedResource, Made, OperationContext } from "../bridge/bridged-resource";
import { canonical, render } from "../bridge/canonical";
import { foundOrUndefined } from "../daemon/daemon-error";
import { removeWhenFree } from "../daemon/remove-when-free";
import { InputsReader } from "../bridge/inputs-reader";
import { volumeFields } from "./volume-fields";

/** docker:index/volume:Volume. One that exists under the name is taken over with its data, as the official plugin does. */
export const volumeResource: BridgedResource = {
  fields: volumeFields,
  meta: JSON.stringify({ schema_version: "1" }),
  deletesBeforeReplace: false,
  create,
  async read({ id }, context) {
    const volume = await foundOrUndefined(inspectVolume(id, context));
    return volume === undefined ? undefined : readVolume(volume);
  },
  delete: ({ id }, context) => removeVolume(id, context),
};

async function create(inputs: PropertyMap, context: OperationContext): Promise<Made> {
  const reader = new InputsReader(inputs);
  const name = reader.text("name") ?? "";
  const json = {
    Name: name,
    Driver: reader.text("driver"),
    DriverOpts: reader.textMap("driverOpts"),
    Labels: reader.labels(),
  };
  const { daemon, signal } = context;
  const answer = await daemon.call({
    method: "POST",
    path: "/volumes/create",
    json,
    doing: `create volume ${name}`,
    signal,
  });
  const { Name: id } = answer as VolumeInspect;
  const read = readVolume(await inspectVolume(id, context));
  refuseOther(name, read, inputs);
  return { id, read };
}

/** The daemon answers with the volume that has the name already; one that differs would be replaced, data and all, by the next run. */
function refuseOther(name: string, read: PropertyMap, inputs: PropertyMap): void {
  for (const key of ["driver", "driverOpts", "labels"]) {
    const field = volumeFields[key];
    if (field === undefined || (field.computed && inputs[key] === undefined)) continue;
    if (render(canonical(field, read[key])) === render(canonical(field, inputs[key]))) continue;
    throw new EngineError(
      `create volume ${name}: a volume of that name exists with other ${key}; choose another name, ` +
        `or remove it and its data with "docker volume rm ${name}"`,
    );
  }
}

async function inspectVolume(id: string, { daemon, signal }: OperationContext): Promise<VolumeInspect> {
  const path = `/volumes/${encodeURIComponent(id)}`;
  return (await daemon.call({ method: "GET", path, doing: `inspect volume ${id}`, signal })) as VolumeInspect;
}

function readVolume(volume: VolumeInspect): PropertyMap {
  return {
    name: volume.Name,
    labels: Object.entries(volume.Labels ?? {}).map(([label, value]) => ({ label, value })),
    driver: volume.Driver,
    driverOpts: volume.Options ?? null,
    mountpoint: volume.Mountpoint,
  };
}

function removeVolume(id: string, { daemon, signal }: OperationContext): Promise<void> {
  const path = `/volumes/${encodeURIComponent(id)}`;
  const doing = `remove volume ${id}`;
  return removeWhenFree(daemon, { path, query: { force: true }, doing, busy: "volume is in use", signal });
}
