import { EngineError } from "@berth/model/engine-error";
import type { HostConfig, Mount, ThrottleDevice } from "../daemon/api-types";
import type { InputsReader } from "../bridge/inputs-reader";

/** The `mounts` input as the API has it; undefined when there are none. */
export function hostMounts(inputs: InputsReader): Mount[] | undefined {
  const mounts = inputs.blocks("mounts").map((mount) => ({
    Type: mount.text("type") ?? "",
    Target: mount.text("target") ?? "",
    Source: mount.text("source"),
    ReadOnly: mount.flag("readOnly"),
    ...typeOptions(mount),
  }));
  return mounts.length === 0 ? undefined : mounts;
}

/** The `volumes` input as the API has it: anonymous volumes, binds and other containers' volumes. */
export function volumesOf(inputs: InputsReader): {
  readonly paths?: Record<string, object>;
  readonly binds?: string[];
  readonly volumesFrom?: string[];
} {
  const volumes = inputs.blocks("volumes").map(volumeOf);
  const paths = volumes.flatMap(({ path }) => (path === undefined ? [] : [[path, {}] as const]));
  const binds = volumes.flatMap(({ bind }) => bind ?? []);
  const volumesFrom = volumes.flatMap(({ from }) => from ?? []);
  return {
    ...(paths.length > 0 && { paths: Object.fromEntries(paths) }),
    ...(binds.length > 0 && { binds }),
    ...(volumesFrom.length > 0 && { volumesFrom }),
  };
}

function volumeOf(volume: InputsReader) {
  const [from, path] = [volume.text("fromContainer"), volume.text("containerPath")];
  if ((from === undefined) === (path === undefined)) {
    throw new EngineError("read volumes: each needs either containerPath or fromContainer");
  }
  const source = volume.text("hostPath") ?? volume.text("volumeName");
  const isBound = path !== undefined && source !== undefined;
  return { from, path, bind: isBound ? `${source}:${path}:${bindMode(volume)}` : undefined };
}

/** The `devices` input as the API has it. */
export function devicesOf(inputs: InputsReader): HostConfig["Devices"] {
  const devices = inputs.blocks("devices").map((device) => ({
    PathOnHost: device.text("hostPath") ?? "",
    PathInContainer: device.text("containerPath") ?? device.text("hostPath") ?? "",
    CgroupPermissions: device.text("permissions") ?? "rwm",
  }));
  return devices.length === 0 ? undefined : devices;
}

/** One of the four throttle lists as the API has it. */
export function throttlesOf(inputs: InputsReader, key: string): ThrottleDevice[] | undefined {
  const devices = inputs
    .blocks(key)
    .map((device) => ({ Path: device.text("path") ?? "", Rate: device.number("rate") ?? 0 }));
  return devices.length === 0 ? undefined : devices;
}

/** The `ulimits` input as the API has it. */
export function ulimitsOf(inputs: InputsReader): HostConfig["Ulimits"] {
  const limits = inputs.blocks("ulimits").map((limit) => ({
    Name: limit.text("name") ?? "",
    Soft: limit.number("soft") ?? 0,
    Hard: limit.number("hard") ?? 0,
  }));
  return limits.length === 0 ? undefined : limits;
}

function bindMode(volume: InputsReader): string {
  const access = volume.flag("readOnly") ? "ro" : "rw";
  const relabel = volume.text("selinuxRelabel");
  return relabel === undefined ? access : `${access},${relabel}`;
}

/** Only the options that belong to the mount's own type are sent. */
function typeOptions(mount: InputsReader): Partial<Mount> {
  const type = mount.text("type");
  const [bind, volume, tmpfs] = ["bindOptions", "volumeOptions", "tmpfsOptions"].map((key) => mount.block(key));
  if (type === "bind" && bind !== undefined) return { BindOptions: { Propagation: bind.text("propagation") } };
  if (type === "volume" && volume !== undefined) return { VolumeOptions: volumeOptions(volume) };
  if (type === "tmpfs" && tmpfs !== undefined) {
    return { TmpfsOptions: { SizeBytes: tmpfs.number("sizeBytes"), Mode: tmpfs.number("mode") } };
  }
  return {};
}

function volumeOptions(options: InputsReader): Mount["VolumeOptions"] {
  const [name, driverOptions] = [options.text("driverName"), options.textMap("driverOptions")];
  const driver =
    name === undefined && driverOptions === undefined ? {} : { DriverConfig: { Name: name, Options: driverOptions } };
  return { NoCopy: options.flag("noCopy"), ...driver, Subpath: options.text("subpath") };
}
