import type { Violation } from "@berth/engine/policy-pack";
import { type Count, countChanges } from "./counts";
import { code, type Danger, type Rule } from "./dangers/danger";
import { downtimeDangers } from "./dangers/downtime";
import { guessedReplacements } from "./dangers/guessed-replacements";
import { openingDangers } from "./dangers/openings";
import { privilegeDangers } from "./dangers/privileges";
import { removalDangers } from "./dangers/removals";
import { policyDangers } from "./dangers/violations";
import { hostsOf } from "./hosts";
import type { PlannedStep, Preview } from "./preview";
import { type PropertyChange, propertyChanges } from "./property-changes";
import { type Kind, kindOf } from "./resource-kinds";
import { type UnknownGroup, unknownGroups } from "./unknowns";

/** A judged preview: everything that a page, a terminal or a program shows of it. Holds no secret. */
export interface Review {
  readonly stack: string;
  /** 0 fine, 2 changes need approval, 1 broken. */
  readonly exitCode: 0 | 1 | 2;
  /** Names this very plan: `up --approved` takes it. */
  readonly planHash: string;
  /** How the preview was made and what it was compared with, in one clause. */
  readonly origin: string;
  /** False where `up` makes another plan, of another name: the state was not read, or it is the CLI that applies. */
  readonly isFinal: boolean;
  /** What needs approval first, then in the order of reading. */
  readonly dangers: readonly JudgedDanger[];
  readonly counts: readonly Count[];
  readonly changes: readonly ResourceChange[];
  readonly unknowns: readonly UnknownGroup[];
  readonly errors: readonly string[];
  readonly warnings: readonly string[];
}

export interface JudgedDanger extends Danger {
  readonly needsApproval: boolean;
}

export interface ResourceChange {
  readonly operation: string;
  readonly kind: Kind;
  readonly name: string;
  readonly type: string;
  readonly urn: string;
  readonly host?: string;
  readonly properties: readonly PropertyChange[];
}

export interface ReviewRequest {
  readonly stack: string;
  readonly preview: Preview;
  readonly violations: readonly Violation[];
  /** Rules whose dangers need an approval. */
  readonly approval: ReadonlySet<Rule>;
  readonly planHash: string;
  readonly origin: string;
  readonly isFinal: boolean;
}

/** Judges a preview. Pure: the same preview has the same review. */
export function buildReview({ preview, approval, violations, ...given }: ReviewRequest): Review {
  const hostOf = hostsOf(preview.steps);
  const steps = preview.steps.filter(({ operation }) => operation !== "same");
  const dangers: readonly Danger[] = [
    ...removalDangers(preview.steps),
    ...guessedReplacements(preview.steps, packagesWithoutProvider(preview)),
    ...openingDangers(steps),
    ...privilegeDangers(steps),
    ...policyDangers(violations.filter(isJudged)),
    ...downtimeDangers(preview.steps, hostOf),
  ];
  const judged = dangers.map((danger) => ({ ...danger, needsApproval: approval.has(danger.rule) }));
  const dangerous = new Set(judged.map(({ urn }) => urn));
  const errors = messages(preview, "error");
  const exitCode = errors.length > 0 ? 1 : judged.some(({ needsApproval }) => needsApproval) ? 2 : 0;
  return {
    ...given,
    exitCode,
    dangers: judged.sort((a, b) => Number(b.needsApproval) - Number(a.needsApproval)),
    counts: countChanges(steps, hostOf),
    changes: steps
      .filter((step) => isShown(step))
      .sort((a, b) => rank(a, dangerous) - rank(b, dangerous))
      .map((step) => changeOf(step, hostOf(step.urn))),
    unknowns: unknownGroups(preview.steps),
    errors,
    warnings: [...messages(preview, "warning"), ...unjudged(violations)],
  };
}

/** The policy host itself reports that a rule needs a value that only `up` will know. */
function isJudged({ message }: Violation): boolean {
  return !/can't run policy .* during preview/.test(message);
}

function unjudged(violations: readonly Violation[]): readonly string[] {
  const names = [...new Set(violations.filter((each) => !isJudged(each)).map(({ policy }) => policy))];
  if (names.length === 0) return [];
  return [
    `These policies need values that only \`up\` will know: ${names.sort().map(code).join(", ")}. They judge then.`,
  ];
}

function changeOf(step: PlannedStep, host: string | undefined): ResourceChange {
  const { operation, name, type, urn } = step;
  return {
    operation,
    kind: kindOf(step),
    name,
    type,
    urn,
    ...(host === undefined ? {} : { host }),
    properties: propertyChanges(step),
  };
}

/** A component without inputs is only a name for what is in it. */
function isShown(step: PlannedStep): boolean {
  return (step.after ?? step.before)?.custom === true || propertyChanges(step).length > 0;
}

const order = ["delete", "replace", "update", "create"];

function rank({ urn, operation }: PlannedStep, dangerous: ReadonlySet<string>): number {
  const place = order.indexOf(operation);
  return (dangerous.has(urn) && operation !== "create" ? 0 : order.length + 1) + (place === -1 ? order.length : place);
}

/** Packages that the engine planned without their provider, from its warning about each. */
function packagesWithoutProvider({ diagnostics }: Preview): ReadonlySet<string> {
  return new Set(diagnostics.flatMap(({ message }) => /provider (\S+) is not installed/.exec(message)?.[1] ?? []));
}

function messages({ diagnostics }: Preview, severity: string): readonly string[] {
  const found = diagnostics.filter((diagnostic) => diagnostic.severity === severity);
  return [...new Set(found.map(({ message }) => readable(message)))];
}

/** A message without the prefix that Pulumi gives it and without the length of URNs. */
function readable(message: string): string {
  return message
    .replace(/^(error|warning): /, "")
    .replace(/"?urn:pulumi:[^\s"]*::([^\s":]+)"?/g, (_urn, name: string) => code(name))
    .trim();
}
