import { EngineError } from "@berth/model/engine-error";
import {
  isList,
  isMap,
  type PropertyMap,
  type PropertyValue,
  ResourceReference,
  Secret,
  Unknown,
} from "@berth/model/property";
import { deepEqual } from "@berth/model/property-diff";
import { isProviderType } from "@berth/model/goal";
import type { Step } from "@berth/model/step";
import { parseUrn } from "@berth/model/urn";
import { withoutAutomaticNames } from "./automatic-names";
import { unknownSentinel } from "@berth/model/unknown-sentinels";
import { parseProviderReference } from "./provider-reference";

/**
 * The approved plan. Every step of the run has to be one of it: the same operation on the same resource
 * with the same inputs, where only what the plan did not know may have become known.
 */
export class ApprovedPlan {
  private readonly planned = new Map<string, Step>();
  /** URNs of providers whose settings the plan did not know: what they fill in by themselves is not in it. */
  private readonly unconfigured = new Set<string>();

  constructor(steps: readonly Step[]) {
    for (const step of steps) {
      this.planned.set(keyOf(step), step);
      if (isProviderType(step.type) && holdsUnknown(step.after?.inputs)) this.unconfigured.add(step.urn);
    }
  }

  /** Throws an EngineError for a step that is not in the plan; what touches nothing always may be. */
  demand(step: Step): void {
    if (step.operation === "same" || isProviderType(step.type)) return;
    const planned = this.planned.get(keyOf(step));
    if (planned === undefined) throw refusal(step, `the plan does not ${step.operation} it`);
    const otherId = idDifference(planned, step);
    if (otherId !== undefined) throw refusal(step, otherId);
    const path = difference(planned, step, this.wasAsked(planned.after?.provider));
    if (path !== undefined) throw refusal(step, `its input ${path} is not what the plan says`);
  }

  private wasAsked(provider: string | undefined): boolean {
    if (provider === undefined) return true;
    const { urn, id } = parseProviderReference(provider);
    return id !== unknownSentinel && !this.unconfigured.has(urn);
  }
}

function keyOf({ urn, operation }: Step): string {
  return `${operation} ${urn}`;
}

function refusal({ urn }: Step, reason: string): EngineError {
  return new EngineError(`not applied to ${urn}: ${reason}. Review again and have the new plan approved`);
}

function idDifference({ before: planned }: Step, { before: actual }: Step): string | undefined {
  if (planned?.id === actual?.id) return undefined;
  return `the approved plan has id ${planned?.id ?? "(none)"}, the stack has ${actual?.id ?? "(none)"}`;
}

/** The path of the first input that differs. `wasAsked`: the plan has all that the provider fills in. */
function difference(planned: Step, step: Step, wasAsked: boolean): string | undefined {
  if (step.operation.startsWith("delete") || planned.after === undefined) return undefined;
  const { name } = parseUrn(step.urn);
  const [before, now] = [planned.after.inputs, step.after?.inputs ?? {}].map((inputs) =>
    withoutAutomaticNames(inputs, name),
  );
  return mapDifference(before ?? {}, now ?? {}, { path: "", strict: wasAsked });
}

function holdsUnknown(value: PropertyValue | undefined): boolean {
  if (value === undefined) return false;
  const shown = revealed(value);
  if (shown instanceof Unknown) return true;
  if (isList(shown)) return shown.some(holdsUnknown);
  return isMap(shown) && Object.values(shown).some(holdsUnknown);
}

interface Comparing {
  /** Of what is compared. */
  readonly path: string;
  /** Whether a key that the plan lacks is a difference. */
  readonly strict: boolean;
}

function mapDifference(planned: PropertyMap, actual: PropertyMap, comparing: Comparing): string | undefined {
  const { path, strict } = comparing;
  const keys = strict ? new Set([...Object.keys(planned), ...Object.keys(actual)]) : new Set(Object.keys(planned));
  for (const key of keys) {
    // What providers note for themselves.
    if (key.startsWith("__")) continue;
    const below = path === "" ? key : `${path}.${key}`;
    const found = valueDifference(planned[key], actual[key], { path: below, strict });
    if (found !== undefined) return found;
  }
  return undefined;
}

function valueDifference(
  planned: PropertyValue | undefined,
  actual: PropertyValue | undefined,
  comparing: Comparing,
): string | undefined {
  const [left, right] = [revealed(planned), revealed(actual)];
  if (left instanceof Unknown) return undefined;
  if (isMap(left) && isMap(right)) return mapDifference(left, right, comparing);
  if (isList(left) && isList(right)) return listDifference(left, right, comparing);
  return isSameReference(left, right) || deepEqual(left, right) ? undefined : comparing.path;
}

function listDifference(
  planned: readonly PropertyValue[],
  actual: readonly PropertyValue[],
  { path, strict }: Comparing,
): string | undefined {
  if (planned.length !== actual.length) return path;
  const found = planned.map((item, index) =>
    valueDifference(item, actual[index], { path: `${path}[${index}]`, strict }),
  );
  return found.find((each) => each !== undefined);
}

function isSameReference(left: PropertyValue | undefined, right: PropertyValue | undefined): boolean {
  return left instanceof ResourceReference && right instanceof ResourceReference && left.urn === right.urn;
}

function revealed(value: PropertyValue | undefined): PropertyValue | undefined {
  return value instanceof Secret ? revealed(value.value) : value;
}
