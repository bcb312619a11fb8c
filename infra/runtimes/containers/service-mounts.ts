import type * as pulumi from "@pulumi/pulumi";
import type { ServiceModel, VolumeMountModel } from "../../compose/service-model";

type NameOf = (name: string) => pulumi.Output<string>;

export interface NamesOnHost {
  /** Of a volume of the file. */
  readonly volume: NameOf;
  /** Of the volume that stands for a folder. */
  readonly folder: NameOf;
  /** Of the host: what several containers mount has to be labelled for all of them. */
  readonly services: readonly ServiceModel[];
}

/** What `docker.Container` is given for a service's volumes and folders: plain ones as `volumes`, others as `mounts`. */
export function serviceMounts({ volumes, folderMounts = [] }: ServiceModel, { volume, folder, services }: NamesOnHost) {
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
      ...plain.map((mount) => ({
        ...place(volume(mount.volume), mount),
        ...labelOf(countIn(services, (other) => other.volumes.some((one) => one.volume === mount.volume))),
      })),
      ...folderMounts.map((mount) => ({
        ...place(folder(mount.folder), mount),
        ...labelOf(countIn(services, (other) => other.folderMounts?.some((one) => one.folder === mount.folder))),
      })),
    ],
    mounts,
  };
}

function isSpecial({ subpath, noCopy }: VolumeMountModel): boolean {
  return subpath !== undefined || noCopy === true;
}

function place(volumeName: pulumi.Output<string>, { target, readOnly }: { target: string; readOnly: boolean }) {
  return { volumeName, containerPath: target, readOnly };
}

/** "z": without the SELinux categories of the one container that was created last. */
function labelOf(containers: number) {
  return containers > 1 ? { selinuxRelabel: "z" } : {};
}

/** How many containers the services that `mounts` is true of have. */
function countIn(services: readonly ServiceModel[], mounts: (service: ServiceModel) => boolean | undefined): number {
  return services.filter(mounts).reduce((count, { replicas = 1 }) => count + replicas, 0);
}
