import { createHash } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";
import type { Json, JsonObject } from "../wire/go-json";
import { goJson, isJsonList, isJsonObject } from "../wire/go-json";
import type { Crypter } from "../project/secrets";
import type { PendingOperation, PendingOperationType, ResourceState, Snapshot } from "@berth/model/state";
import { decodeResource, encodeResource } from "./stored-resource";

/** A checkpoint file as far as it can be read without a passphrase. */
export interface CheckpointFile {
  /** "organization/<project>/<stack>". */
  readonly stack: string;
  /** The salt the secrets were made with; absent when the stack has no secrets provider. */
  readonly salt?: string;
  /** Absent for a stack that was never deployed. */
  readonly latest?: JsonObject;
}

/** Names the only feature of version 4 that is here. */
const replaceWithFeature = "replaceWith";

const operationTypes: ReadonlySet<Json | undefined> = new Set<PendingOperationType>([
  "creating",
  "updating",
  "deleting",
  "reading",
  "importing",
]);

/** The text of a file at `path`; throws an EngineError for what is no checkpoint or needs a newer engine. */
export function parseCheckpoint(text: string, path: string): CheckpointFile {
  const file = parseJson(text, path);
  checkVersion(file, path);
  const { checkpoint } = file;
  if (!isJsonObject(checkpoint)) throw damaged(path, "it holds no checkpoint");
  const stack = typeof checkpoint.stack === "string" ? checkpoint.stack : "";
  const { latest } = checkpoint;
  if (latest === undefined || latest === null) return { stack };
  if (!isJsonObject(latest)) throw damaged(path, `its "latest" is not a map`);
  checkManifest(latest.manifest, path);
  const salt = saltOf(latest.secrets_providers, path);
  return salt === undefined ? { stack, latest } : { stack, salt, latest };
}

/** The snapshot in a file, secrets decrypted; an empty one for a stack that was never deployed. */
export function decodeSnapshot(file: CheckpointFile, crypter: Crypter | undefined): Snapshot {
  const { resources, pending_operations: pending, metadata } = file.latest ?? {};
  return {
    resources: list(resources, "resources").map((fields) => decodeResource(fields, crypter)),
    pendingOperations: list(pending, "pending_operations").map((fields) => decodeOperation(fields, crypter)),
    metadata: isJsonObject(metadata) ? metadata : {},
  };
}

/** The text of a checkpoint file, version 3, or 4 where it needs a feature; throws an EngineError when there is a secret and no crypter. */
export function encodeCheckpoint(request: {
  /** "organization/<project>/<stack>". */
  readonly stack: string;
  readonly snapshot: Snapshot;
  readonly crypter: Crypter | undefined;
  readonly time: Date;
}): string {
  const { snapshot, crypter } = request;
  const resources = snapshot.resources.map((state) => resourceText(state, crypter));
  const pending = snapshot.pendingOperations.map(({ type, resource }) =>
    objectText({ resource: resourceText(resource, crypter), type: goJson(type, false) }),
  );
  const provider = { type: "passphrase", state: { salt: crypter?.salt } };
  const latest = objectText({
    manifest: goJson({ time: request.time.toISOString(), magic: "", version: "" }, false),
    metadata: goJson(snapshot.metadata as JsonObject, false),
    pending_operations: listText(pending),
    resources: listText(resources),
    secrets_providers: crypter === undefined ? undefined : goJson(provider, false),
  });
  const checkpoint = objectText({ latest, stack: goJson(request.stack, false) });
  const needsFeature = snapshot.resources.some(({ replaceWith = [] }) => replaceWith.length > 0);
  if (!needsFeature) return objectText({ checkpoint, version: "3" });
  return objectText({ checkpoint, features: goJson([replaceWithFeature], false), version: "4" });
}

/** The texts of states, which never change: a run writes its checkpoint twice for each step, and most of it again. */
const texts = new WeakMap<ResourceState, { readonly crypter: Crypter | undefined; readonly text: string }>();

function resourceText(state: ResourceState, crypter: Crypter | undefined): string {
  const known = texts.get(state);
  if (known?.crypter === crypter && known !== undefined) return known.text;
  const text = goJson(encodeResource(state, crypter), false);
  texts.set(state, { crypter, text });
  return text;
}

/** JSON of fields that are JSON already; they must be in the order of their keys. */
function objectText(fields: Readonly<Record<string, string | undefined>>): string {
  const given = Object.entries(fields).filter(([, text]) => text !== undefined);
  return `{${given.map(([key, text]) => `${JSON.stringify(key)}:${text ?? ""}`).join(",")}}`;
}

function listText(items: readonly string[]): string | undefined {
  return items.length === 0 ? undefined : `[${items.join(",")}]`;
}

/** The text of the file of a stack that was never deployed. */
export function emptyCheckpoint(stack: string): string {
  return goJson({ version: 3, checkpoint: { stack } }, false);
}

function parseJson(text: string, path: string): JsonObject {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch (thrown) {
    throw damaged(path, text.trim() === "" ? "it is empty" : "it is not JSON, perhaps cut off", thrown);
  }
  if (!isJsonObject(value)) throw damaged(path, "it is not a map");
  return value;
}

function checkVersion({ version, features }: JsonObject, path: string): void {
  if (version === 3) return;
  if (version !== 4) {
    throw new EngineError(
      `read state ${path}: version ${JSON.stringify(version)} is not supported, only 3 and 4; use the pulumi CLI for this stack`,
    );
  }
  const names = list(features, "features")
    .map(String)
    .filter((name) => name !== replaceWithFeature);
  if (names.length > 0) {
    throw new EngineError(
      `read state ${path}: it uses ${names.join(", ")}, which this engine lacks; use the pulumi CLI for this stack`,
    );
  }
}

/** A manifest's magic is the hash of its version, or both are empty. */
function checkManifest(manifest: Json | undefined, path: string): void {
  if (!isJsonObject(manifest)) throw damaged(path, "it has no manifest");
  const { magic = "", version = "" } = manifest;
  const wanted = version === "" ? "" : createHash("sha256").update(JSON.stringify(version).slice(1, -1)).digest("hex");
  if (magic !== wanted) throw damaged(path, "its manifest's magic does not fit its version");
}

function saltOf(provider: Json | undefined, path: string): string | undefined {
  if (!isJsonObject(provider) || provider.type === undefined || provider.type === "") return undefined;
  if (provider.type !== "passphrase") {
    throw new EngineError(
      `read state ${path}: secrets provider ${JSON.stringify(provider.type)} is not supported; change it with: pulumi stack change-secrets-provider passphrase`,
    );
  }
  const salt = isJsonObject(provider.state) ? provider.state.salt : undefined;
  if (typeof salt !== "string") throw damaged(path, "its secrets provider has no salt");
  return salt;
}

function decodeOperation(fields: Json, crypter: Crypter | undefined): PendingOperation {
  const type = isJsonObject(fields) ? fields.type : undefined;
  if (!isJsonObject(fields) || !operationTypes.has(type)) {
    throw new EngineError(`read state: pending operation of unknown type ${JSON.stringify(type)}`);
  }
  return { type: type as PendingOperationType, resource: decodeResource(fields.resource ?? null, crypter) };
}

function list(value: Json | undefined, name: string): readonly Json[] {
  if (value === undefined || value === null) return [];
  if (!isJsonList(value)) throw new EngineError(`read state: "${name}" is not a list`);
  return value;
}

function damaged(path: string, why: string, cause?: unknown): EngineError {
  return new EngineError(
    `read state ${path}: ${why}; the state before the last write is ${path}.bak: look at it and, if it is sound, copy it over the file`,
    { cause },
  );
}
