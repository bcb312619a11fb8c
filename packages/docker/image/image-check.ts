import { stat } from "node:fs/promises";
import { arch } from "node:process";
import { posix, resolve } from "node:path";
import { isMap, Unknown, type PropertyMap, type PropertyValue } from "@berth/model/property";
import type { CheckFailure, CheckResult } from "@berth/model/provider";
import { checkInputs, defaultsKey } from "../bridge/check-inputs";
import { contextDigest } from "@berth/build-context/context-digest";
import { EngineError } from "@berth/model/engine-error";
import { imageFields } from "./image-fields";

const goArchitectures: Readonly<Record<string, string>> = { x64: "amd64", ia32: "386" };

/** Checks an image's inputs and adds what the official plugin adds: defaults, and the digest of the build context. */
export async function checkImage(news: PropertyMap, folder: string): Promise<CheckResult> {
  const checked = checkInputs(imageFields, news);
  const inputs = withoutDefaultsList(checked.inputs);
  const failures = [...checked.failures];
  if (inputs.skipPush === undefined)
    failures.push({ property: "skipPush", reason: "must be true: images are not pushed" });
  const build = withDefaults(isMap(inputs.build) ? withoutDefaultsList(inputs.build) : {});
  const digest = await digestOf(folder, build);
  if (digest !== undefined && "reason" in digest) failures.push(digest);
  const found = digest !== undefined && "contextDigest" in digest ? digest : {};
  return {
    inputs: { ...inputs, build: { ...build, ...found }, buildOnPreview: inputs.buildOnPreview ?? false },
    failures,
  };
}

function withDefaults(build: PropertyMap): PropertyMap {
  const context = build.context ?? ".";
  const dockerfile = context instanceof Unknown ? context : posix.join(textOf(context), "Dockerfile");
  return { dockerfile, platform: `linux/${goArchitectures[arch] ?? arch}`, ...build, context };
}

function withoutDefaultsList(map: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(map).filter(([key]) => key !== defaultsKey));
}

function textOf(value: PropertyValue | undefined): string {
  return typeof value === "string" ? value : "";
}

type Digest = { readonly contextDigest: string } | CheckFailure | undefined;

/** Undefined as long as a path is unknown. */
async function digestOf(folder: string, build: PropertyMap): Promise<Digest> {
  if (build.context instanceof Unknown || build.dockerfile instanceof Unknown) return undefined;
  const [context, dockerfile] = [textOf(build.context), textOf(build.dockerfile)];
  const missing = await missingDockerfile(folder, context, dockerfile);
  if (missing !== undefined) return { property: "build.dockerfile", reason: missing };
  try {
    return { contextDigest: await contextDigest(folder, context, dockerfile) };
  } catch (error) {
    return { property: "build.context", reason: EngineError.from(error).message };
  }
}

async function missingDockerfile(folder: string, context: string, dockerfile: string): Promise<string | undefined> {
  if (await isThere(resolve(folder, dockerfile))) return undefined;
  const inContext = posix.join(context, dockerfile);
  const hint = (await isThere(resolve(folder, inContext))) ? `; try ${JSON.stringify(inContext)}` : "";
  return `${JSON.stringify(dockerfile)} is not there; the path starts from the program's folder ${folder}${hint}`;
}

async function isThere(path: string): Promise<boolean> {
  return stat(path).then(
    () => true,
    () => false,
  );
}
