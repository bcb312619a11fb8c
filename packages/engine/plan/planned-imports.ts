import { EngineError } from "@berth/model/engine-error";
import { isProviderType, packageOf } from "@berth/model/goal";
import type { PropertyMap } from "@berth/model/property";
import { isKnown } from "@berth/model/property-view";
import { isUrn, parseUrn } from "@berth/model/urn";
import type { ImportFile, ImportSpec } from "./import-file";
import { ImportNames, type NamedSpec } from "./import-names";
import { withoutAbsent } from "./goal-state";
import type { PackageRequest } from "./provider-reference";

/** A resource to be taken over into the state. */
export interface PlannedImport {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  /** The object's id; "" for components and providers. */
  readonly id: string;
  readonly component: boolean;
  readonly protect: boolean;
  /** Undefined: the stack. */
  readonly parent?: string | undefined;
  /** The URN of an explicit provider; undefined: the default one of `package`. */
  readonly provider?: string | undefined;
  readonly package: PackageRequest;
  readonly properties: readonly string[];
  readonly inputs?: PropertyMap | undefined;
  /** Given: the object is not read. */
  readonly outputs?: PropertyMap | undefined;
}

export interface ImportContext {
  readonly project: string;
  readonly stack: string;
  /** Whether what is imported is protected from deletion. */
  readonly protect: boolean;
  /** Reads properties as the state file has them, decrypted; throws for what is malformed. */
  readonly decode: (fields: Readonly<Record<string, unknown>>, at: string) => PropertyMap;
}

/** The imports of a file, with URNs for names. Throws an EngineError, in the CLI's words, that lists all faults. */
export function plannedImports(file: ImportFile, context: ImportContext): readonly PlannedImport[] {
  const resources = file.resources ?? [];
  if (file.providerInputs !== undefined && Object.keys(file.providerInputs).length > 0)
    throw new EngineError(
      "the 'providerInputs' of an import file are deprecated: declare the provider in 'resources' and set its configuration via its 'inputs' instead",
    );
  if (resources.length === 0) throw new EngineError("the import file has no resources");
  raise(resources.flatMap(specFaults));
  const specs = resources.map(named);
  const names = new ImportNames(specs, file.nameTable ?? {}, context);
  raise(names.faults);
  const faults: string[] = [];
  const imports = specs.map((spec) => planned(spec, { names, context, faults }));
  raise(faults);
  return imports;
}

function raise(faults: readonly string[]): void {
  const [only = ""] = faults;
  if (faults.length === 1) throw new EngineError(only);
  const lines = faults.map((fault, index) => `\n    ${index + 1}) ${fault}`);
  if (faults.length > 1) throw new EngineError(`${faults.length} errors occurred:${lines.join("")}`);
}

function named(spec: ImportSpec, index: number): NamedSpec {
  const name = filled(spec.name) ?? filled(spec.logicalName) ?? "";
  const logicalName = filled(spec.logicalName) ?? name;
  return { ...spec, type: spec.type ?? "", name, logicalName, label: labelOf({ ...spec, name }, index) };
}

function labelOf({ name, id, type }: ImportSpec, index: number): string {
  const subject = filled(name) ?? filled(id);
  const ofType = filled(type) === undefined ? "" : ` of type '${type ?? ""}'`;
  return `resource ${subject === undefined ? String(index) : `'${subject}'`}${ofType}`;
}

function specFaults(spec: ImportSpec, index: number): readonly string[] {
  const { type, name, label } = named(spec, index);
  return [
    ...(type === "" ? [`${label} has no type`] : []),
    ...(name === "" ? [`${label} has no name`] : []),
    ...(isProviderType(type) ? providerFaults(spec, label) : idFaults(spec, label)),
    ...(spec.remote === true && spec.component !== true
      ? [`${label} is marked as remote, but not as a component`]
      : []),
    ...refusals(spec, label),
  ];
}

function providerFaults({ id, component, outputs = {} }: ImportSpec, label: string): readonly string[] {
  const hasId = filled(id) !== undefined;
  return [
    ...(hasId ? [`${label} has an ID, but is a provider, which is created rather than read`] : []),
    ...(component === true ? [`${label} is a provider and may not be marked as a component`] : []),
    ...(Object.keys(outputs).length > 0 ? [`${label} is a provider and may not have outputs`] : []),
  ];
}

function idFaults({ id, component }: ImportSpec, label: string): readonly string[] {
  const hasId = filled(id) !== undefined;
  if (component === true && hasId) return [`${label} has an ID, but is marked as a component`];
  return component !== true && !hasId ? [`${label} has no ID`] : [];
}

function refusals({ remote, component, parameterization, extension }: ImportSpec, label: string): readonly string[] {
  const present = {
    "remote components (made by a provider)": remote === true && component === true,
    "parameterized packages": parameterization !== undefined || extension !== undefined,
  };
  const used = Object.entries(present).flatMap(([what, isUsed]) => (isUsed ? [what] : []));
  if (used.length === 0) return [];
  return [`${label} uses ${used.join(", ")}, which this engine does not do; import it with the pulumi CLI`];
}

interface Planning {
  readonly names: ImportNames;
  readonly context: ImportContext;
  readonly faults: string[];
}

function planned(spec: NamedSpec, planning: Planning): PlannedImport {
  const { names, context } = planning;
  const { name, type, id = "", component = false, parent, properties = [], version = "" } = spec;
  return withoutAbsent({
    urn: names.urnOf(name) ?? "",
    type,
    name: spec.logicalName,
    id,
    component,
    protect: context.protect,
    parent: parent === undefined ? undefined : names.urnOf(parent),
    provider: providerUrn(spec, planning),
    package: {
      name: packageOf(type),
      version: semanticVersion(version, spec.label, planning.faults),
      downloadUrl: spec.pluginDownloadUrl ?? "",
    },
    properties,
    inputs: given("inputs", spec, planning),
    outputs: given("outputs", spec, planning),
  });
}

function providerUrn({ provider, label }: NamedSpec, { names, faults }: Planning): string | undefined {
  if (provider === undefined) return undefined;
  if (names.isAmbiguous(provider)) faults.push(`${label} has an ambiguous provider`);
  const urn = names.urnOf(provider);
  if (urn === undefined)
    faults.push(`the provider '${provider}' for ${label} has no entry in 'nameTable' or 'resources'`);
  else if (!isUrn(urn) || !isProviderType(parseUrn(urn).type))
    faults.push(`the provider '${provider}' for ${label} is not a provider`);
  else return urn;
  return undefined;
}

function semanticVersion(version: string, label: string, faults: string[]): string {
  if (version === "") return "";
  const [, major, minor = "0", patch = "0", rest = ""] =
    /^v?(\d+)(?:\.(\d+))?(?:\.(\d+))?([-+].+)?$/.exec(version) ?? [];
  if (major === undefined)
    faults.push(`could not parse version '${version}' for ${label}: it is not a semantic version such as 1.2.3`);
  return `${major ?? ""}.${minor}.${patch}${rest}`;
}

function given(field: "inputs" | "outputs", spec: NamedSpec, planning: Planning): PropertyMap | undefined {
  const fields = spec[field];
  if (fields === undefined) return undefined;
  try {
    const properties = planning.context.decode(fields, `${spec.label} ${field}`);
    if (!isKnown(properties))
      planning.faults.push(`the ${field} for ${spec.label} contain unknown values; fill them in before importing`);
    return properties;
  } catch (thrown) {
    const { message } = EngineError.from(thrown);
    planning.faults.push(`could not deserialize ${field} for ${spec.label}: ${message}`);
    return undefined;
  }
}

function filled(text: string | undefined): string | undefined {
  return text === "" ? undefined : text;
}
