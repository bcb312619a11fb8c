import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../compose/service-model";
import type { ServiceImage } from "./built-image";
import { type ContainerContext, stackLabels } from "./container-spec";
import type { HeldMount } from "./held-files";
import { dockerName } from "./docker-name";
import { holderSpec } from "./holder-spec";
import { guardedHash } from "./guarded-hash";
import { specHash } from "./spec-hash";

/** Where the volume is in the container that fills it; no image has a folder of that name. */
const FILLED_AT = "/berth-files";

/** The volume with the files that a service mounts, and what has filled it. */
export interface FilesVolume {
  /** Carries the hash of all that is in it. */
  readonly name: pulumi.Output<string>;
  readonly holder: docker.Container;
  readonly mounts: readonly HeldMount[];
}

interface FilesArgs {
  /** Name of the resources. */
  readonly resource: string;
  /** What the volume's name begins with. */
  readonly volumePrefix: string;
  readonly context: ContainerContext;
  readonly image: ServiceImage;
  readonly rootDiskId: pulumi.Output<string>;
  readonly mounts: readonly HeldMount[];
  /** Values by name. */
  readonly secrets: ReadonlyMap<string, pulumi.Output<string>>;
}

/**
 * A volume a service, and a container that never runs and fills it. Another content or image is another volume, so that
 * what is mounted never changes; a new machine finds the volume on the data disk and fills it again. The project's files
 * are uploaded by their path: their content is not in the state.
 */
export function filesVolume(
  { name }: ServiceModel,
  { resource, volumePrefix, context, image, rootDiskId, mounts, secrets }: FilesArgs,
  opts: pulumi.CustomResourceOptions,
): FilesVolume {
  const names = mounts.flatMap(({ files }) => files.flatMap(({ secret }) => secret ?? []));
  const values = pulumi.all(names.map((secret) => secrets.get(secret)));
  const hash = pulumi.unsecret(
    pulumi
      .all([image.unique, values])
      .apply((unique) => guardedHash([...unique, mounts.map(contentOf)], `${context.project}/${context.stack}`)),
  );
  const volume = new docker.Volume(
    resource,
    {
      name: pulumi.interpolate`${volumePrefix}${name}-files-${hash}`,
      driver: "local",
      labels: [...stackLabels(context), { label: "berth.files", value: name }],
    },
    opts,
  );
  const holder = new docker.Container(
    resource,
    {
      ...holderSpec("files", name, context),
      name: pulumi.all([hash, rootDiskId]).apply((unique) => `${dockerName(name)}-files-${specHash(unique)}`),
      image: image.name,
      mounts: [{ type: "volume", source: volume.name, target: FILLED_AT, volumeOptions: { noCopy: true } }],
      uploads: mounts.flatMap((mount, index) => uploadsOf(mount, index, secrets)),
    },
    { ...opts, deleteBeforeReplace: false },
  );
  return { name: volume.name, holder, mounts };
}

/** What `docker.Container` is given for them, one a target. */
export function fileMounts({ name, mounts }: Pick<FilesVolume, "name" | "mounts">) {
  return mounts.map(({ target }, index) => ({
    type: "volume",
    source: name,
    target,
    readOnly: true,
    volumeOptions: { noCopy: true, subpath: String(index) },
  }));
}

/** Without where the project is on this computer. */
function contentOf({ files, ...mount }: HeldMount) {
  return { ...mount, files: files.map(({ source, ...file }) => ({ ...file, sha256: source?.sha256 })) };
}

function uploadsOf({ files }: HeldMount, index: number, secrets: FilesArgs["secrets"]) {
  return files.map(({ path, source, content, secret, ...attributes }) => ({
    file: `${FILLED_AT}/${index}${path === "" ? "" : `/${path}`}`,
    ...attributes,
    ...(source !== undefined && { source: source.source }),
    // A text of the compose file may have values of variables in it, which may be secret.
    ...(content !== undefined && { content: pulumi.secret(content) }),
    ...(secret !== undefined && { content: secrets.get(secret) }),
  }));
}
