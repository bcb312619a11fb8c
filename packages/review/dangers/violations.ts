import type { Violation } from "@berth/engine/policy-pack";
import { nameOfUrn } from "../preview";
import { code, type Danger } from "./danger";

export function policyDangers(violations: readonly Violation[]): readonly Danger[] {
  const ordered = [...violations].sort((a, b) => Number(b.level === "mandatory") - Number(a.level === "mandatory"));
  return ordered.map(({ policy, message, level, urn }) => {
    const where = urn === "" ? "" : ` (${code(nameOfUrn(urn))})`;
    const advice = level === "advisory" ? "advice of " : "";
    // The policy host puts the description before the message.
    const text = `${advice}${code(policy)}: ${message.trim().split("\n").at(-1) ?? message}${where}`;
    return { rule: level === "mandatory" ? "policy violation" : "policy advice", group: "policy", urn, text };
  });
}
