import type { ServiceModel, SystemdModel } from "../../compose/service-model";

/** Path of a volume on the data disk. */
export const volumesFolder = "/var/lib/berth/volumes";
export const secretsFolder = "/run/secrets";

/** Path of the current release; its contents mirror what the service sees. */
export function currentRelease(service: string): string {
  return `/opt/berth/${service}/current`;
}

/** Path of a service's encrypted secret; systemd decrypts it for the service alone. */
export function credentialFile(service: string, secret: string): string {
  return `/etc/credstore.encrypted/berth-${service}.${secret}`;
}

/** Folders that show the release's files to the service, those that lie in another of them left out; sorted. */
export function placedFolders({ files, bundle }: SystemdModel): readonly string[] {
  const paths = [...Object.keys(files), ...(bundle === undefined ? [] : [bundle.to])];
  const folders = [...new Set(paths.map((path) => path.slice(0, path.lastIndexOf("/"))))].sort();
  return folders.filter((folder) => !folders.some((other) => folder.startsWith(`${other}/`)));
}

/** Folders of the machine that something is mounted on for the service. */
export function mountPoints({ volumes, systemd }: ServiceModel): readonly string[] {
  return [...(systemd === undefined ? [] : placedFolders(systemd)), ...volumes.map(({ target }) => target)];
}
