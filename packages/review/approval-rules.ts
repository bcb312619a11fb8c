import { closest, distance } from "fastest-levenshtein";
import { parse } from "yaml";
import { type Rule, rules } from "./dangers/danger";

export class ApprovalRulesError extends Error {}

/** The rules that review.yaml lists under `approval`. Throws an ApprovalRulesError that names every entry that is not a rule. */
export function parseApprovalRules(text: string): ReadonlySet<Rule> {
  const document: unknown = parse(text);
  const listed = typeof document === "object" && document !== null && "approval" in document ? document.approval : null;
  if (!Array.isArray(listed)) throw new ApprovalRulesError("review.yaml: `approval` must be a list of rules");
  const known: readonly string[] = rules;
  const faults = listed.filter((entry) => !known.includes(String(entry))).map((entry) => fault(String(entry)));
  if (faults.length > 0) throw new ApprovalRulesError(`review.yaml: ${faults.join("; ")}`);
  return new Set(rules.filter((rule) => listed.includes(rule)));
}

function fault(entry: string): string {
  const near = closest(entry, [...rules]);
  const hint = distance(entry, near) <= 4 ? `did you mean "${near}"?` : `there are: ${rules.join(", ")}`;
  return `"${entry}" is not a rule; ${hint}`;
}
