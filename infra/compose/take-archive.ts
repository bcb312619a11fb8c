import { posix } from "node:path";
import type { Service } from "@berth/compose";
import type { Place } from "./fault";
import type { ProjectFiles } from "./project-files";

export interface GivenArchive {
  /** As the file has it. */
  readonly path: string;
  /** Absolute folder of the project. */
  readonly folder: string;
  readonly files: ProjectFiles;
}

/** Where a service's image comes from an archive; `image:` then only names it, for Compose. */
export function takeArchive(
  { build, platform, pull_policy: policy }: Pick<Service, "build" | "platform" | "pull_policy">,
  { path, folder, files }: GivenArchive,
  at: Place,
): { readonly archive: string } {
  const full = posix.resolve(folder, path);
  const own = at.at("x-berth", "archive");
  if (build !== undefined) own.fault("can't stand beside build: the image comes from one of the two", path);
  if (files.kindOf(full) !== "file") own.fault("must lead to a file that exists", full);
  if (platform !== undefined)
    at.at("platform").notice("has no effect: the archive has one image, which must be the host's");
  if (policy !== undefined) at.at("pull_policy").notice("has no effect: the image comes from an archive");
  return { archive: posix.relative(folder, full) };
}
