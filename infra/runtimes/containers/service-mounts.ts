import type * as pulumi from "@pulumi/pulumi";
import type { ServiceModel, VolumeMountModel } from "../../compose/service-model";

type NameOf = (name: string) => pulumi.Output<string>;

export interface NamesOnHost {
  /** Of a volume of the file. */
  readonly volume: NameOf;
  /** Of the volume that stands for a folder. */
  readonly folder: NameOf;
}

/** What `docker.Container` is given for a service's volumes and folders: plain ones as `volumes`, others as `mounts`. */
export function serviceMounts({ volumes, folderMounts = [] }: ServiceModel, { volume, folder }: NamesOnHost) {
  const plain = volumes.filter((mount) => !isSpecial(mount));
  const mounts = volumes.filter(isSpecial).map((mount) => ({
    type: "volume",
    source: volume(mount.volume),
    target: mount.target,
    readOnly: mount.readOnly,
    volumeOptions: {
      ...(mount.noCopy && { noCopy: true }),
      ...(mount.subpath !== undefined && { subpath: mount.subpath }),
    },
  }));
  return {
    volumes: [
      ...plain.map((mount) => place(volume(mount.volume), mount)),
      ...folderMounts.map((mount) => place(folder(mount.folder), mount)),
    ],
    mounts,
  };
}

function isSpecial({ subpath, noCopy }: VolumeMountModel): boolean {
  return subpath !== undefined || noCopy === true;
}

/** "Z": the daemon gives all that is in the volume the level of the container (volume-level.ts) when it starts. */
function place(volumeName: pulumi.Output<string>, { target, readOnly }: { target: string; readOnly: boolean }) {
  return { volumeName, containerPath: target, readOnly, selinuxRelabel: "Z" };
}
