import type { PropertyMap, PropertyValue } from "@berth/model/property";
import type { Mount } from "../daemon/api-types";

/** A mount of the daemon's answer, in the words of the resource. */
export function readMount(mount: Mount): PropertyMap {
  return {
    target: mount.Target,
    source: mount.Source ?? "",
    type: mount.Type,
    readOnly: mount.ReadOnly === true ? true : null,
    bindOptions: mount.BindOptions === undefined ? null : { propagation: mount.BindOptions.Propagation ?? "" },
    tmpfsOptions: readTmpfs(mount.TmpfsOptions),
    volumeOptions: readVolume(mount.VolumeOptions),
  };
}

function readTmpfs(options: Mount["TmpfsOptions"]): PropertyValue {
  return options === undefined ? null : { sizeBytes: options.SizeBytes ?? null, mode: options.Mode ?? null };
}

function readVolume(options: Mount["VolumeOptions"]): PropertyValue {
  if (options === undefined) return null;
  return {
    noCopy: options.NoCopy ?? false,
    driverName: options.DriverConfig?.Name ?? "",
    driverOptions: options.DriverConfig?.Options ?? null,
    subpath: options.Subpath ?? "",
  };
}
