import { pathToFileURL, fileURLToPath } from "node:url";
import { relative } from "node:path";
import type { Alias as AliasMessage } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import type { SourcePosition } from "@pulumi/pulumi/proto/source_pb";
import { EngineError } from "@berth/model/engine-error";
import type { Goal } from "@berth/model/goal";
import { packageOf } from "@berth/model/goal";
import type { Alias } from "../plan/alias";
import type { PackageRequest } from "../plan/provider-reference";
import { withoutAbsent } from "../plan/goal-state";
import type { PropertyMap, PropertyValue } from "@berth/model/property";
import type { ResourceState } from "@berth/model/state";
import { decodeProperties } from "../wire/property-struct";

/** A RegisterResource request, decoded; what depends on other resources (URN, provider, inheritance) is not resolved yet. */
export interface Registration extends Omit<Goal, "urn" | "aliases" | "provider"> {
  readonly aliases: readonly Alias[];
  /** The explicit provider; undefined: to be found. */
  readonly provider?: string | undefined;
  /** Package → provider reference, for the children of a component. */
  readonly providers: ReadonlyMap<string, string>;
  readonly package: PackageRequest;
}

/** Decodes a registration; throws an EngineError for what this engine does not do and the SDK does not check. */
export function readRegistration(request: RegisterResourceRequest, projectFolder: string): Registration {
  refuseUnsupported(request);
  const type = request.getType();
  const inputs = decodeProperties(request.getObject());
  return withoutAbsent({
    type,
    name: request.getName(),
    custom: request.getCustom(),
    parent: present(request.getParent()),
    inputs,
    provider: present(request.getProvider()),
    providers: componentProviders(request),
    package: { name: packageOf(type), version: request.getVersion(), downloadUrl: request.getPlugindownloadurl() },
    dependencies: request.getDependenciesList(),
    propertyDependencies: propertyDependencies(request, inputs),
    protect: request.hasProtect() ? request.getProtect() : undefined,
    retainOnDelete: request.hasRetainondelete() ? request.getRetainondelete() : undefined,
    deletedWith: present(request.getDeletedwith()),
    importId: present(request.getImportid()),
    replaceWith: request.getReplaceWithList(),
    replacementTrigger: replacementTrigger(request),
    hideDiff: request.getHidediffsList(),
    ignoreChanges: request.getIgnorechangesList(),
    replaceOnChanges: request.getReplaceonchangesList(),
    deleteBeforeReplace: request.getDeletebeforereplacedefined() ? request.getDeletebeforereplace() : undefined,
    additionalSecretOutputs: request.getAdditionalsecretoutputsList(),
    aliases: [...request.getAliasurnsList().map((urn) => ({ urn })), ...request.getAliasesList().map(readAlias)],
    customTimeouts: customTimeouts(request),
    sourcePosition: sourcePosition(request.getSourceposition(), projectFolder),
  });
}

/** "project:///index.ts#12,3": where in the project the program registered it. */
export function sourcePosition(position: SourcePosition | undefined, projectFolder: string): string | undefined {
  if (position === undefined || !position.getUri().startsWith("file:///")) return undefined;
  const path = pathToFileURL(`/${relative(projectFolder, fileURLToPath(position.getUri()))}`).pathname;
  const column = position.getColumn() === 0 ? "" : `,${position.getColumn()}`;
  return `project://${path}#${position.getLine()}${column}`;
}

/** "1h5m10s" in seconds; 0 for "". */
export function parseDuration(text: string): number {
  if (text === "") return 0;
  const seconds: Readonly<Record<string, number>> = { h: 3600, m: 60, s: 1, ms: 0.001, us: 1e-6, µs: 1e-6, ns: 1e-9 };
  const parts = [...text.matchAll(/(\d+(?:\.\d*)?|\.\d+)(h|ms|us|µs|ns|m|s)/g)];
  if (parts.map(([part]) => part).join("") !== text)
    throw new EngineError(`customTimeouts: "${text}" is not a duration like "5m" or "1h30m"`);
  return parts.reduce((sum, [, amount, unit]) => sum + Number(amount) * (seconds[unit ?? ""] ?? 0), 0);
}

function refuseUnsupported(request: RegisterResourceRequest): void {
  const present: Readonly<Record<string, boolean>> = {
    "remote components (made by a provider)": request.getRemote(),
    "environment variable mappings": request.getEnvvarmappingsMap().getLength() > 0,
    "parameterized packages": request.getPackageref() !== "",
    snippets: request.getSnippetid() !== "",
    transforms: request.getTransformsList().length > 0,
    "resource hooks": hasHooks(request),
  };
  const used = Object.keys(present).filter((what) => present[what] === true);
  if (used.length === 0) return;
  const name = `${request.getType()} ${request.getName()}`;
  throw new EngineError(`${name} uses ${used.join(", ")}, which this engine does not do; run it with the pulumi CLI`);
}

function hasHooks(request: RegisterResourceRequest): boolean {
  const hooks = request.getHooks();
  return hooks !== undefined && Object.values(hooks.toObject()).some((names) => names.length > 0);
}

function componentProviders(request: RegisterResourceRequest): ReadonlyMap<string, string> {
  const providers = new Map<string, string>();
  request.getProvidersMap().forEach((reference, name) => providers.set(name, reference));
  return providers;
}

function propertyDependencies(
  request: RegisterResourceRequest,
  inputs: PropertyMap,
): Readonly<Record<string, readonly string[]>> {
  const named: Record<string, readonly string[]> = Object.fromEntries(Object.keys(inputs).map((key) => [key, []]));
  request.getPropertydependenciesMap().forEach((urns, key) => (named[key] = urns.getUrnsList()));
  return named;
}

function replacementTrigger(request: RegisterResourceRequest): PropertyValue | undefined {
  const wire = request.getReplacementTrigger();
  if (wire === undefined) return undefined;
  const struct = new Struct();
  struct.getFieldsMap().set("trigger", wire);
  return decodeProperties(struct).trigger ?? undefined;
}

function readAlias(message: AliasMessage): Alias {
  const spec = message.getSpec();
  if (spec === undefined) return { urn: message.getUrn() };
  return withoutAbsent({
    name: present(spec.getName()),
    type: present(spec.getType()),
    stack: present(spec.getStack()),
    project: present(spec.getProject()),
    parent: present(spec.getParenturn()),
    noParent: spec.getNoparent() ? true : undefined,
  });
}

function customTimeouts(request: RegisterResourceRequest): ResourceState["customTimeouts"] {
  const given = request.getCustomtimeouts();
  if (given === undefined) return undefined;
  const texts = {
    create: given.getCreate(),
    update: given.getUpdate(),
    delete: given.getDelete(),
    read: given.getRead(),
  };
  const seconds = Object.entries(texts).map(([key, text]) => [key, parseDuration(text)] as const);
  const set = seconds.filter(([, value]) => value > 0);
  return set.length === 0 ? undefined : Object.fromEntries(set);
}

function present(text: string): string | undefined {
  return text === "" ? undefined : text;
}
