import type { Goal } from "@berth/model/goal";
import { providerTypePrefix } from "@berth/model/goal";
import type { PropertyMap, PropertyValue } from "@berth/model/property";

/** Which plugin a registration asks for. */
export interface PackageRequest {
  readonly name: string;
  /** "" when the SDK names none. */
  readonly version: string;
  readonly downloadUrl: string;
}

/** Separates "urn::id"; the URN itself contains "::", the id does not. */
export function parseProviderReference(reference: string): { readonly urn: string; readonly id: string } {
  const at = reference.lastIndexOf("::");
  return { urn: reference.slice(0, at), id: reference.slice(at + 2) };
}

export function providerUrnOf(reference: string): string {
  return parseProviderReference(reference).urn;
}

/** "default", or with a version "default_1_2_3"; what Pulumi calls them, so that a state can change hands. */
export function defaultProviderName(request: PackageRequest): string {
  const version = request.version === "" ? "" : `_${request.version}`;
  const url = request.downloadUrl === "" ? "" : `_${request.downloadUrl}`;
  return `default${version}${url}`.replace(/[^a-zA-Z0-9]/g, "_");
}

/** The inputs with the plugin's version and source put where Pulumi keeps them. */
export function withPackage(inputs: PropertyMap, request: PackageRequest): PropertyMap {
  if (request.version === "" && request.downloadUrl === "") return inputs;
  const internal: PropertyMap = request.downloadUrl === "" ? {} : { pluginDownloadURL: request.downloadUrl };
  return { ...inputs, ...(request.version === "" ? {} : { version: request.version }), __internal: internal };
}

/** The registration that Pulumi makes by itself for a package without an explicit provider. */
export function defaultProviderGoal(urn: string, request: PackageRequest, config: PropertyMap): Goal {
  return {
    urn,
    type: providerTypePrefix + request.name,
    name: defaultProviderName(request),
    custom: true,
    inputs: withPackage(config, request),
    dependencies: [],
    propertyDependencies: {},
    ignoreChanges: [],
    replaceOnChanges: [],
    additionalSecretOutputs: [],
    aliases: [],
  };
}

/** What `pulumi:disable-default-providers` says about the package; the value is JSON text of a list, or empty. */
export function isDefaultProviderDenied(setting: string | undefined, packageName: string): boolean {
  if (setting === undefined || setting === "" || packageName === "pulumi") return false;
  const denied: unknown = JSON.parse(setting);
  return Array.isArray(denied) && denied.some((name) => name === "*" || name === packageName);
}

/** The plugin an existing provider resource was made with. */
export function packageRequestOf(type: string, inputs: PropertyMap): PackageRequest {
  const internal = inputs.__internal;
  const url = isPlainMap(internal) ? internal.pluginDownloadURL : undefined;
  return {
    name: type.slice(providerTypePrefix.length),
    version: typeof inputs.version === "string" ? inputs.version : "",
    downloadUrl: typeof url === "string" ? url : "",
  };
}

function isPlainMap(value: PropertyValue | undefined): value is PropertyMap {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}
