import { posix } from "node:path";
import type { Service } from "@berth/compose";
import type { Place } from "./fault";
import type { ProjectFiles } from "./project-files";
import type { BuildModel, ImageModel } from "./service-model";

const REFUSED = {
  ssh: "a build gets no keys",
  privileged: "a build has no power over the host",
  entitlements: "a build has no power over the host",
};
const WITHOUT_EFFECT = [
  "cache_from",
  "cache_to",
  "no_cache",
  "no_cache_filter",
  "platforms",
  "tags",
  "shm_size",
  "ulimits",
  "isolation",
  "provenance",
  "sbom",
  "pull",
  "extra_hosts",
  "network",
];

/** Where a service's image comes from: built here, or a registry. */
export function takeImage(
  service: Service,
  { folder, files }: { readonly folder: string; readonly files: ProjectFiles },
  at: Place,
): { readonly build?: BuildModel; readonly image?: ImageModel } {
  const isAlways = takePullPolicy(service, at.at("pull_policy"));
  if (service.build !== undefined) return { build: takeBuild(service.build, { folder, files }, at.at("build")) };
  const { image = "", platform } = service;
  if (!/^[a-z0-9][\w./:@-]*$/i.test(image)) at.at("image").fault("must be a reference such as postgres:17", image);
  return {
    image: {
      reference: image,
      ...(platform === undefined ? {} : { platform }),
      ...(isAlways && { pull: "always" }),
    },
  };
}

/** Whether each `up` looks for a newer image. */
function takePullPolicy({ build, pull_policy: policy = "missing" }: Service, at: Place): boolean {
  const isBuilt = build !== undefined;
  if (policy === "never")
    at.fault(
      "is not taken: the host has only the images that Berth pulls or builds there; pin one by berth.lock.json",
      policy,
    );
  if (policy === "build" && !isBuilt) at.fault("must come with build, there is nothing to build", policy);
  if (["missing", "if_not_present", "build", "never"].includes(policy)) return false;
  if (isBuilt) at.notice("has no effect on a service that is built");
  else if (policy !== "always") at.notice("each `up` looks for a newer image, as with always");
  return !isBuilt;
}

function takeBuild(
  build: NonNullable<Service["build"]>,
  { folder, files }: { readonly folder: string; readonly files: ProjectFiles },
  at: Place,
): BuildModel {
  checkKeys(build, at);
  const { context, dockerfile = "Dockerfile", dockerfile_inline: inline, args = {}, target, labels } = build;
  checkContext({ context, dockerfile: inline === undefined ? dockerfile : undefined }, files, at);
  return {
    context: relativeTo(folder, context),
    dockerfile,
    ...(inline === undefined ? {} : { dockerfileInline: inline }),
    args: Object.fromEntries(Object.entries(args).map(([name, value]) => [name, value ?? ""])),
    ...(target === undefined ? {} : { target }),
    ...contextsOf(build, folder),
    ...(build.secrets === undefined ? {} : { secrets: build.secrets.map(({ source }) => source) }),
    ...(labels === undefined ? {} : { labels }),
  };
}

function checkKeys(given: Readonly<Record<string, unknown>>, at: Place): void {
  for (const [key, why] of Object.entries(REFUSED))
    if (given[key] !== undefined && given[key] !== false) at.at(key).fault(`is not taken: ${why}`, given[key]);
  for (const key of WITHOUT_EFFECT) if (given[key] !== undefined) at.at(key).notice("has no effect on a build here");
}

function contextsOf({ additional_contexts: contexts }: NonNullable<Service["build"]>, folder: string) {
  if (contexts === undefined) return {};
  const relative = Object.entries(contexts).map(([name, path]) => [
    name,
    path.startsWith("/") ? relativeTo(folder, path) : path,
  ]);
  return { additionalContexts: Object.fromEntries(relative) as Readonly<Record<string, string>> };
}

/** Without a `dockerfile`, its text is in the Compose file. */
function checkContext(
  { context, dockerfile }: { readonly context: string; readonly dockerfile: string | undefined },
  files: ProjectFiles,
  at: Place,
): void {
  if (!context.startsWith("/"))
    return void at
      .at("context")
      .fault("is not taken: check it out beside the compose file, a build reads folders here", context);
  if (files.kindOf(context) !== "folder") return void at.at("context").fault("there is no such folder", context);
  const path = posix.join(context, dockerfile ?? "");
  if (dockerfile !== undefined && files.kindOf(path) !== "file")
    at.at("dockerfile").fault("there is no such file", path);
}

function relativeTo(folder: string, path: string): string {
  return posix.relative(folder, path) || ".";
}
