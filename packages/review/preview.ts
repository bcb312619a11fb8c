import { wholeSteps } from "@berth/engine/whole-steps";
import { isUrn, parseUrn } from "@berth/model/urn";
import { isJsonList, isJsonMap, type Json, type JsonMap, textAt, textsAt, valueAt } from "./json";
import { maskSecrets, maskText } from "./mask";

/** A preview of the CLI or of the engine: the fields of `pulumi preview --json` that a review needs, secrets masked. */
export interface Preview {
  readonly steps: readonly PlannedStep[];
  readonly diagnostics: readonly Diagnostic[];
}

export interface Diagnostic {
  readonly severity: string;
  readonly message: string;
  readonly urn?: string;
}

export interface PlannedStep {
  /** Pulumi's name: create, update, replace, delete, same, read … */
  readonly operation: string;
  readonly urn: string;
  /** Without the API version that azure-native has in some type names. */
  readonly type: string;
  readonly name: string;
  readonly before?: PlannedState;
  readonly after?: PlannedState;
  readonly changedKeys: readonly string[];
  /** The properties that force the replacement, as the provider named them. */
  readonly replaceKeys: readonly string[];
  /** Property path → how it differs; "…-replace" forces a replacement. */
  readonly detailedDiff: Readonly<Record<string, string>>;
}

export interface PlannedState {
  readonly custom: boolean;
  readonly id?: string;
  readonly inputs: JsonMap;
  readonly outputs: JsonMap;
  readonly parent?: string;
  readonly provider?: string;
  readonly deletedWith?: string;
  readonly protect: boolean;
  readonly retainOnDelete: boolean;
  readonly dependencies: readonly string[];
  /** Input → URNs of the resources that its value comes from. */
  readonly propertyDependencies: Readonly<Record<string, readonly string[]>>;
}

/** A preview file has faults; the message lists them. */
export class PreviewError extends Error {}

/** Reads the text of `pulumi preview --json`; throws a PreviewError for any other text. */
export function parsePreview(text: string): Preview {
  let parsed: unknown;
  try {
    parsed = JSON.parse(text);
  } catch (error) {
    throw new PreviewError(`no preview: not JSON (${error instanceof Error ? error.message : String(error)})`);
  }
  if (!isJsonMap(parsed) || !isJsonList(parsed.steps ?? [])) {
    throw new PreviewError("no preview: `pulumi preview --json` prints an object with a list of steps");
  }
  const steps = isJsonList(parsed.steps) ? parsed.steps : [];
  const diagnostics = isJsonList(parsed.diagnostics) ? parsed.diagnostics : [];
  return { steps: wholeSteps(steps.map(readStep)), diagnostics: diagnostics.map(readDiagnostic) };
}

/** "aws:ec2/instance:Instance" and "data" of a URN. */
export function nameOfUrn(urn: string): string {
  return parseUrn(urn).name;
}

export function typeOfUrn(urn: string): string {
  return parseUrn(urn).type.replace(/^(azure-native:\w+)\/v\w+:/, "$1:");
}

function readStep(value: Json, index: number): PlannedStep {
  const operation = textAt(value, "op");
  const urn = textAt(value, "urn");
  if (operation === undefined || urn === undefined || !isUrn(urn)) {
    throw new PreviewError(`no preview: step ${index + 1} has no operation or no URN`);
  }
  const before = readState(valueAt(value, "oldState"));
  const after = readState(valueAt(value, "newState"));
  const detailed = valueAt(value, "detailedDiff");
  return {
    operation,
    urn,
    type: typeOfUrn(urn),
    name: nameOfUrn(urn),
    ...(before === undefined ? {} : { before }),
    ...(after === undefined ? {} : { after }),
    changedKeys: textsAt(value, "diffReasons"),
    replaceKeys: textsAt(value, "replaceReasons"),
    detailedDiff: isJsonMap(detailed)
      ? Object.fromEntries(Object.entries(detailed).map(([path, item]) => [path, textAt(item, "kind") ?? "update"]))
      : {},
  };
}

function readState(value: Json | undefined): PlannedState | undefined {
  if (!isJsonMap(value)) return undefined;
  const optional = Object.fromEntries(
    ["id", "parent", "provider", "deletedWith"].flatMap((key) => {
      const text = textAt(value, key);
      return text === undefined || text === "" ? [] : [[key, text]];
    }),
  );
  const sources = valueAt(value, "propertyDependencies");
  return {
    ...optional,
    custom: value.custom === true,
    inputs: mapOf(value.inputs),
    outputs: mapOf(value.outputs),
    protect: value.protect === true,
    retainOnDelete: value.retainOnDelete === true,
    dependencies: textsAt(value, "dependencies"),
    propertyDependencies: isJsonMap(sources)
      ? Object.fromEntries(Object.keys(sources).map((key) => [key, textsAt(sources, key)]))
      : {},
  };
}

function mapOf(value: Json | undefined): JsonMap {
  const masked = maskSecrets(isJsonMap(value) ? value : {});
  return isJsonMap(masked) ? masked : {};
}

function readDiagnostic(value: Json): Diagnostic {
  const urn = textAt(value, "urn");
  return {
    severity: textAt(value, "severity") ?? "info",
    message: maskText(withoutColours(textAt(value, "message") ?? "")),
    ...(urn === undefined ? {} : { urn }),
  };
}

function withoutColours(text: string): string {
  return text.replace(/\u001b\[[0-9;]*m/g, "");
}
