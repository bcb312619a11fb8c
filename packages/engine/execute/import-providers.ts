import { EngineError } from "@berth/model/engine-error";
import { isProviderType, providerTypePrefix } from "@berth/model/goal";
import type { PropertyMap } from "@berth/model/property";
import { parseUrn } from "@berth/model/urn";
import { failureText } from "../plan/failure-text";
import type { PlannedImport } from "../plan/planned-imports";
import { defaultProviderName, type PackageRequest, withPackage } from "../plan/provider-reference";
import { executeStep } from "./execute-step";
import type { Run } from "./run";

export interface ImportProvidersContext {
  /** The URN of a resource without a parent. */
  readonly urnOf: (type: string, name: string) => string;
  /** What the stack's configuration has for a package. */
  readonly configOf: (packageName: string) => PropertyMap;
}

interface MissingProvider {
  readonly urn: string;
  readonly inputs: PropertyMap;
  readonly parent?: string | undefined;
}

/**
 * The references of the providers that imports use, by their URNs. Those that the state does not have are created: declared
 * ones with the inputs of the file, default ones with the stack's configuration.
 */
export async function importProviders(
  run: Run,
  imports: readonly PlannedImport[],
  context: ImportProvidersContext,
): Promise<ReadonlyMap<string, string>> {
  const references = new Map(
    run.base.resources
      .filter((state) => isProviderType(state.type) && state.delete !== true)
      .map((state) => [state.urn, `${state.urn}::${state.id ?? ""}`]),
  );
  for (const missing of missingProviders(imports, context)) {
    if (references.has(missing.urn)) continue;
    references.set(missing.urn, `${missing.urn}::${await createProvider(run, missing)}`);
  }
  return references;
}

/** The URN of the provider that reads an object; undefined for a component. */
export function providerUrnOf(planned: PlannedImport, { urnOf }: ImportProvidersContext): string | undefined {
  if (planned.component) return undefined;
  const { name } = planned.package;
  return planned.provider ?? urnOf(providerTypePrefix + name, defaultProviderName(planned.package));
}

/** Default providers first, then explicit ones; what the file declares goes before what it only mentions. */
function missingProviders(
  imports: readonly PlannedImport[],
  context: ImportProvidersContext,
): readonly MissingProvider[] {
  const declared = imports.filter(({ type }) => isProviderType(type));
  const used = imports.filter(({ type, component }) => !isProviderType(type) && !component);
  const byDefault = used.filter(({ provider }) => provider === undefined);
  return [
    ...byDefault.map((one) => ({
      urn: providerUrnOf(one, context) ?? "",
      inputs: withPackage(context.configOf(one.package.name), one.package),
    })),
    ...declared.map(({ urn, inputs = {}, package: request, parent }) => ({
      urn,
      inputs: withPackage(inputs, request),
      parent,
    })),
    ...used.flatMap(({ provider, package: request }) =>
      provider === undefined ? [] : [{ urn: provider, inputs: withPackage({}, ofProvider(provider, request)) }],
    ),
  ];
}

/** The version that the file gives is one of the package that has the resource. */
function ofProvider(urn: string, request: PackageRequest): PackageRequest {
  const name = parseUrn(urn).type.slice(providerTypePrefix.length);
  return name === request.name ? request : { name, version: "", downloadUrl: "" };
}

/** Answers the new provider's id. */
async function createProvider(run: Run, { urn, inputs, parent }: MissingProvider): Promise<string> {
  const { type, name } = parseUrn(urn);
  const { failures } = await run.registry.check(urn, type, { olds: {}, news: inputs });
  if (failures.length > 0)
    throw new EngineError(failures.map((failure) => failureText({ type, name, inputs }, failure)).join("\n"));
  const after = {
    urn,
    type,
    custom: true,
    inputs,
    outputs: {},
    dependencies: [],
    propertyDependencies: {},
    ...(parent === undefined ? {} : { parent }),
  };
  const state = await executeStep(
    run,
    { operation: "create", urn, type, after, replaceKeys: [], changedKeys: [] },
    new Set(),
  );
  return state?.id ?? "";
}
