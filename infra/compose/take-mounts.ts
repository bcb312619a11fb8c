import { createHash } from "node:crypto";
import { posix } from "node:path";
import type { Project, VolumeMount } from "@berth/compose";
import type { Place } from "./fault";
import type { ProjectFiles } from "./project-files";
import type { FileMountModel, FolderMountModel, FolderModel, TmpfsModel, VolumeMountModel } from "./service-model";
import { given } from "./with-values";

const SOCKET = /\/(docker|podman|containerd|crio)[^/]*\.sock$/;
const SYSTEM =
  /^\/(?:$|(?:etc|proc|sys|dev|run|var\/run|boot|usr|bin|sbin|lib|lib32|lib64|root|var\/log|var\/lib\/docker|var\/lib\/containerd|var\/lib\/kubelet)(?:\/|$))/;
const CLOCK = /^\/etc\/(localtime|timezone)$/;
const RESERVED_TARGET = /^\/(?:$|(?:proc|sys|dev)(?:\/|$))/;
const UNREADABLE = /[\u0000-\u001f:,]/;
const WHOLE_NAME = /^[a-z0-9][a-z0-9-]*$/;

export interface TakenMounts {
  readonly volumes: readonly VolumeMountModel[];
  readonly tmpfs: readonly TmpfsModel[];
  readonly files: readonly FileMountModel[];
  readonly folderMounts: readonly FolderMountModel[];
  /** Those that the mounts need. */
  readonly folders: readonly FolderModel[];
  /** Volumes without a name in the file. */
  readonly anonymous: readonly string[];
}

interface Around {
  readonly service: string;
  readonly project: Project;
  /** Absolute. */
  readonly folder: string;
  readonly files: ProjectFiles;
}

interface Found extends TakenMounts {
  readonly volumes: VolumeMountModel[];
  readonly tmpfs: TmpfsModel[];
  readonly files: FileMountModel[];
  readonly folderMounts: FolderMountModel[];
  readonly folders: FolderModel[];
  readonly anonymous: string[];
}

/** What `volumes:` and `tmpfs:` of a service become: named volumes, files of the project, folders of the data disk, memory. */
export function takeMounts(
  { volumes, tmpfs }: { readonly volumes: readonly VolumeMount[]; readonly tmpfs: readonly string[] },
  around: Around,
  at: Place,
): TakenMounts {
  const found: Found = { volumes: [], tmpfs: [], files: [], folderMounts: [], folders: [], anonymous: [] };
  for (const [index, mount] of tmpfs.entries()) {
    const [target = "", options = ""] = mount.split(":");
    const place = at.at("tmpfs", index);
    if (isTarget(target, place)) found.tmpfs.push({ target, options: tmpfsOptions(options, place) });
  }
  const taking = new Taking(around, found);
  for (const [index, mount] of volumes.entries())
    if (isTarget(mount.target, at.at("volumes", index))) taking.mount(mount, at.at("volumes", index));
  return found;
}

function isTarget(target: string, at: Place): boolean {
  const isGood = target.startsWith("/") && !RESERVED_TARGET.test(target) && !UNREADABLE.test(target);
  if (!isGood) at.fault("must be mounted at an absolute path that is not /, /proc, /sys or /dev", target);
  return isGood;
}

/** The options that are taken, with the form of their values; that of tmpfs(5) of the kernel. */
const TMPFS_OPTIONS: Readonly<Record<string, RegExp>> = {
  size: /^\d+[kmg%]?$/i,
  nr_inodes: /^\d+[kmg]?$/i,
  mode: /^[0-7]{1,4}$/,
  uid: /^\d+$/,
  gid: /^\d+$/,
  exec: /^$/,
};
/** What a container's tmpfs is without an option. */
const USUAL_OPTIONS = new Set(["", "rw", "noexec", "nosuid", "nodev", "noatime", "relatime"]);

/** Options that every tmpfs has are left out; so are those that are not known, with a notice. */
function tmpfsOptions(options: string, at: Place): readonly string[] {
  return options.split(",").filter((option) => {
    const [name = "", value = ""] = option.split("=");
    const form = Object.hasOwn(TMPFS_OPTIONS, name) ? TMPFS_OPTIONS[name] : undefined;
    if (form?.test(value) === false) at.fault(`option ${name} must have a value such as size=64m or mode=1777`, option);
    if (form === undefined && !USUAL_OPTIONS.has(option))
      at.notice(`is mounted without ${option}; options are ${Object.keys(TMPFS_OPTIONS).join(", ")}`);
    return form !== undefined;
  });
}

class Taking {
  constructor(
    private readonly around: Around,
    private readonly found: Found,
  ) {}

  mount(mount: VolumeMount, at: Place): void {
    if (mount.type === "tmpfs") this.memory(mount);
    else if (mount.type === "bind") this.bind(mount.source ?? "", mount, at);
    else if (mount.type === "volume") this.volume(mount, at);
    else at.fault(`is not taken: a mount must be a volume, a bind or a tmpfs`, mount.type);
  }

  private memory({ target, tmpfs }: VolumeMount): void {
    const size = tmpfs?.size === undefined ? [] : [`size=${tmpfs.size}`];
    const mode = tmpfs?.mode === undefined ? [] : [`mode=0${tmpfs.mode.toString(8)}`];
    this.found.tmpfs.push({ target, options: [...size, ...mode] });
  }

  private volume(mount: VolumeMount, at: Place): void {
    const name = mount.source ?? `${this.around.service}-${slug(mount.target)}`;
    if (mount.source === undefined) this.found.anonymous.push(name);
    const { driver_opts: options = {} } = this.around.project.volumes[name] ?? {};
    if (options["o"] === "bind" && options["device"] !== undefined) this.bind(options["device"], mount, at);
    else if (options["type"] === "tmpfs") this.memory(mount);
    else this.named(name, mount, at);
  }

  private named(name: string, { target, read_only: readOnly = false, volume }: VolumeMount, at: Place): void {
    const { driver = "local", driver_opts: options = {} } = this.around.project.volumes[name] ?? {};
    if (driver !== "local") at.fault("is not taken: volumes are on the host's data disk, driver local", driver);
    if (Object.keys(options).length > 0)
      at.fault("is not taken: volumes are on the host's data disk, without driver_opts", options);
    this.found.volumes.push({
      volume: name,
      target,
      readOnly,
      ...volumeOptions(volume),
    });
  }

  private bind(source: string, { target, read_only: readOnly = false }: VolumeMount, at: Place): void {
    const refused = this.refusalOf(source, target);
    if (refused !== undefined) at.fault(refused, source);
    else if (CLOCK.test(source)) at.notice("is left out: set TZ in environment, hosts run in UTC");
    else if (this.isCopied(source)) this.file(source, { target, readOnly }, at);
    else this.folder(source, { target, readOnly }, at);
  }

  private refusalOf(source: string, target: string): string | undefined {
    if (SOCKET.test(source))
      return "is not taken: who has the Docker socket owns the host; berth status and logs show its containers";
    if (CLOCK.test(source)) return undefined;
    if (SYSTEM.test(source) && !this.isOwn(source))
      return "is not taken: the host's system stays outside; use a named volume, or a file of the project";
    const isMissing = this.looksLikeFile(source, target) && this.around.files.kindOf(source) === undefined;
    return isMissing ? "there is no such file: it would become an empty folder" : undefined;
  }

  /** A file, or a folder of the project. */
  private isCopied(source: string): boolean {
    const kind = this.around.files.kindOf(source);
    return kind === "file" || (kind !== undefined && this.isOwn(source));
  }

  private file(source: string, { target, readOnly }: Omit<FolderMountModel, "folder">, at: Place): void {
    if (!readOnly) at.notice("is mounted read-only: the project's files are copied to the host");
    this.found.files.push({ source: posix.relative(this.around.folder, source) || ".", target });
  }

  private folder(source: string, { target, readOnly }: Omit<FolderMountModel, "folder">, at: Place): void {
    const path = this.isOwn(source) ? posix.relative(this.around.folder, source) : source;
    const name = WHOLE_NAME.test(path) ? path : `${slug(path)}-${digest(path)}`;
    at.notice(`is the folder ${name} of the host's data disk`);
    this.found.folders.push({ name, path });
    this.found.folderMounts.push({ folder: name, target, readOnly });
  }

  private isOwn(source: string): boolean {
    return source === this.around.folder || source.startsWith(`${this.around.folder}/`);
  }

  private looksLikeFile(source: string, target: string): boolean {
    return [source, target].every((path) => /[^/.][^/]*\.[A-Za-z][A-Za-z0-9]{0,7}$/.test(posix.basename(path)));
  }
}

function volumeOptions({ subpath, nocopy }: NonNullable<VolumeMount["volume"]> = {}): Pick<
  VolumeMountModel,
  "subpath" | "noCopy"
> {
  return { ...given({ subpath }), ...(nocopy === true && { noCopy: true }) };
}

/** Of a path, for a name: its letters and digits. */
export function slug(path: string): string {
  const text = path
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, "-")
    .replace(/^-+|-+$/g, "");
  return text.slice(-32).replace(/^-+/, "") || "data";
}

function digest(path: string): string {
  return createHash("sha256").update(path).digest("hex").slice(0, 6);
}
