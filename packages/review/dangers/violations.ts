import type { Violation } from "@berth/engine/policy-pack";
import { nameOfUrn } from "../preview";
import { code, type Danger } from "./danger";

const shownNames = 3;

/** One danger for each violation, the mandatory ones first. Violations of a policy for the same reason have one text, which names their resources. */
export function policyDangers(violations: readonly Violation[]): readonly Danger[] {
  const ordered = [...violations].sort((a, b) => Number(b.level === "mandatory") - Number(a.level === "mandatory"));
  const names = new Map<string, readonly string[]>();
  for (const violation of ordered) {
    const reason = reasonOf(violation);
    const name = violation.urn === "" ? [] : [nameOfUrn(violation.urn)];
    names.set(reason, [...(names.get(reason) ?? []), ...name]);
  }
  return ordered.map((violation) => {
    const reason = reasonOf(violation);
    const text = `${reason}${where(names.get(reason) ?? [])}`;
    const rule = violation.level === "mandatory" ? "policy violation" : "policy advice";
    return { rule, group: "policy", urn: violation.urn, text };
  });
}

/** The policy host puts the description before the message. */
function reasonOf({ policy, message, level }: Violation): string {
  const advice = level === "advisory" ? "advice of " : "";
  return `${advice}${code(policy)}: ${message.trim().split("\n").at(-1) ?? message}`;
}

function where(names: readonly string[]): string {
  if (names.length === 0) return "";
  const shown = names.slice(0, shownNames).map(code).join(", ");
  return ` (${shown}${names.length > shownNames ? ` and ${names.length - shownNames} more` : ""})`;
}
