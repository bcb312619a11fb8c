import { resolve } from "node:path";
import { Readable } from "node:stream";
import { EngineError } from "@berth/model/engine-error";
import { type BuildContext, isOutside, openContext } from "@berth/build-context/build-context";
import { noDiff } from "@berth/model/no-diff";
import { isKnown } from "@berth/model/property-view";
import { isMap, Secret, type PropertyMap, type PropertyValue } from "@berth/model/property";
import type { DiffRequest, DiffResult, PropertyDiff } from "@berth/model/provider";
import type { OperationContext } from "../bridge/bridged-resource";
import { BuildProgress } from "./build-progress";
import { render } from "../bridge/canonical";
import { outsideDockerfile, packContext } from "./context-tar";
import { findImage } from "../remote-image/image-pull";
import { InputsReader } from "../bridge/inputs-reader";
import { JsonLines } from "../daemon/json-lines";

/** Builds on the daemon with BuildKit; rejects with the failing step and the last lines of its output. */
export async function buildImage(
  inputs: PropertyMap,
  context: OperationContext,
): Promise<{ id: string; outputs: PropertyMap }> {
  const reader = new InputsReader(inputs);
  const build = reader.block("build") ?? new InputsReader({});
  const name = reader.text("imageName") ?? "";
  const files = contextOf(build, context.folder);
  await runBuild({ name, build, files }, context);
  const repoDigest = await findImage(name, context);
  if (repoDigest === undefined)
    throw new EngineError(`build image ${name}: it was built, but the daemon does not have it`);
  return {
    id: name,
    outputs: {
      __inputs: new Secret(inputs),
      baseImageName: name,
      context: build.text("context") ?? "",
      dockerfile: files.dockerfile,
      imageName: name,
      platform: build.text("platform") ?? "",
      registryServer: "",
      repoDigest,
    },
  };
}

/** Every change of the inputs, the context's digest among them, builds again under the same id; nothing replaces. */
export function diffImage({ oldInputs, oldOutputs, newInputs, ignoreChanges }: DiffRequest): DiffResult {
  const olds = recordedInputs(oldOutputs) ?? oldInputs;
  const keys = [...new Set([...Object.keys(olds), ...Object.keys(newInputs)])].sort();
  const changedKeys = keys.filter((key) => !ignoreChanges.includes(key) && differs(olds[key], newInputs[key]));
  const diffOf = (key: string): PropertyDiff => ({
    kind: olds[key] === undefined ? "add" : newInputs[key] === undefined ? "delete" : "update",
    inputDiff: true,
  });
  return {
    ...noDiff,
    changes: changedKeys.length > 0 ? "some" : "none",
    changedKeys,
    detailedDiff: Object.fromEntries(changedKeys.map((key) => [key, diffOf(key)])),
  };
}

function recordedInputs(outputs: PropertyMap): PropertyMap | undefined {
  const recorded = outputs.__inputs instanceof Secret ? outputs.__inputs.value : outputs.__inputs;
  return isMap(recorded) ? recorded : undefined;
}

function differs(old: PropertyValue | undefined, wanted: PropertyValue | undefined): boolean {
  return !isKnown(wanted) || render(old ?? null) !== render(wanted ?? null);
}

function contextOf(build: InputsReader, folder: string): BuildContext {
  const root = resolve(folder, build.text("context") ?? ".");
  return openContext(root, resolve(folder, build.text("dockerfile") ?? "Dockerfile"));
}

interface Build {
  readonly name: string;
  readonly build: InputsReader;
  readonly files: BuildContext;
}

async function runBuild({ name, build, files }: Build, context: OperationContext): Promise<void> {
  const doing = `build image ${name}`;
  const progress = new BuildProgress(context.onStatus);
  let error: string | undefined;
  const lines = new JsonLines(doing, (line) => {
    if (line.id === "moby.buildkit.trace" && typeof line.aux === "string") progress.push(line.aux);
    if (typeof line.error === "string") error = line.error;
  });
  context.onStatus(`building ${name}: sending the context`);
  await context.daemon.stream(
    {
      method: "POST",
      path: "/build",
      query: buildQuery(name, build, files.dockerfile),
      body: Readable.from(packContext(files), { objectMode: false }),
      contentType: "application/x-tar",
      doing,
      limitMs: context.limitMs,
      signal: context.signal,
    },
    (chunk) => lines.push(chunk),
  );
  lines.end();
  if (error !== undefined) throw new EngineError(`${doing}: ${progress.failure() ?? error}`);
}

function buildQuery(name: string, build: InputsReader, dockerfile: string) {
  const args = build.textMap("args");
  return {
    version: "2",
    t: name,
    dockerfile: isOutside(dockerfile) ? outsideDockerfile : dockerfile,
    buildargs: args === undefined ? undefined : JSON.stringify(args),
    target: build.text("target"),
    platform: build.text("platform"),
    networkmode: build.text("network"),
    extrahosts: build.texts("addHosts")?.join(","),
  };
}
