import { wholeStack } from "../counts";
import { code, type DangerGroup } from "../dangers/danger";
import type { JudgedDanger, Review } from "../review";
import { cell, escapeMarkdown } from "./markdown-text";

const titles: Readonly<Record<DangerGroup, string>> = {
  removal: "Deleted, replaced, data at risk",
  opening: "Opened, more privileges",
  policy: "Policy",
  downtime: "Downtime",
};

/** Dangers named on a line, more where they need an approval; the rest of them is listed below. */
const namedDangers = 4;
const namedApprovals = 10;

/** The verdict in one line, and a line for each kind of danger there is: at most five lines. */
export function verdictLines(review: Review): readonly string[] {
  const groups = (Object.keys(titles) as DangerGroup[]).flatMap((group) => {
    const dangers = review.dangers.filter((danger) => danger.group === group);
    return dangers.length === 0 ? [] : [`- **${titles[group]}:** ${named(dangers)}`];
  });
  return [`# ${verdict(review)}`, ...groups];
}

/** Every danger on a line of its own, where the first lines could not name them all. */
export function allDangerLines({ dangers }: Review): readonly string[] {
  const groups = Object.keys(titles).map((group) => distinct(dangers.filter((danger) => danger.group === group)));
  if (groups.every((group) => group.length <= namedIn(group))) return [];
  const lines = distinct(dangers).map(
    ({ needsApproval, text }) => `- ${needsApproval ? "needs approval: " : ""}${escapeMarkdown(text)}`,
  );
  return ["", "## All dangers", "", ...lines];
}

/** Equal reasons of several resources become one line with their number; a policy's reason names them itself. */
function distinct(dangers: readonly JudgedDanger[]): readonly Pick<JudgedDanger, "text" | "needsApproval">[] {
  const counts = new Map<string, { needsApproval: boolean; count: number }>();
  for (const { text, needsApproval, group } of dangers) {
    counts.set(text, { needsApproval, count: group === "policy" ? 1 : (counts.get(text)?.count ?? 0) + 1 });
  }
  return [...counts].map(([text, { needsApproval, count }]) => ({
    text: count === 1 ? text : `${text} (${count} times)`,
    needsApproval,
  }));
}

function namedIn(dangers: readonly Pick<JudgedDanger, "needsApproval">[]): number {
  const needing = dangers.filter(({ needsApproval }) => needsApproval).length;
  return Math.max(namedDangers, Math.min(needing, namedApprovals));
}

/** How the plan was made, its name, and how it is approved. */
export function planLines(review: Review): readonly string[] {
  const { planHash, origin, exitCode } = review;
  return ["", `Plan \`${planHash}\`, ${escapeMarkdown(origin)}.`, ...(exitCode === 1 ? [] : [approvalLine(review)])];
}

function approvalLine({ stack, planHash, exitCode, isFinal }: Review): string {
  if (!isFinal)
    return "Before anything is applied, the tool that applies it plans again from the state: approve that plan.";
  const what = exitCode === 2 ? "Approved, only this very plan is applied" : "To apply only this very plan";
  return `${what}: \`npm run up -- --stack ${stack} --approved ${planHash}\``;
}

export function errorLines({ errors }: Review): readonly string[] {
  const shown = errors
    .slice(0, shownErrors)
    .map((error) => `- ${escapeMarkdown(error.slice(0, longestError).replace(/\s*\n\s*/g, " "))}`);
  if (errors.length === 0) return [];
  const rest = errors.length > shownErrors ? [`- and ${errors.length - shownErrors} more`] : [];
  return ["", "## Errors", "", ...shown, ...rest];
}

export function countLines({ counts }: Review): readonly string[] {
  if (counts.length === 0) return [];
  const rows = counts.slice(0, shownCounts).map(({ host, kind, ...operations }) => {
    const numbers = [operations.create, operations.update, operations.replace, operations.delete];
    return `| ${host === wholeStack ? host : cell(code(host))} | ${kind} | ${numbers.map((number) => (number === 0 ? "" : String(number))).join(" | ")} |`;
  });
  const rest = counts.length > shownCounts ? ["", `${counts.length - shownCounts} more rows are in review.json.`] : [];
  return [
    "",
    "## Counts",
    "",
    "| host | kind | create | update | replace | delete |",
    "| --- | --- | --: | --: | --: | --: |",
    ...rows,
    ...rest,
  ];
}

export function unknownLines({ unknowns }: Review): readonly string[] {
  if (unknowns.length === 0) return [];
  const lines = unknowns.slice(0, shownUnknowns).map(({ waitsFor, inputs }) => {
    const some = inputs.slice(0, shownInputs).map(code).join(", ");
    const rest = inputs.length > shownInputs ? ` and ${inputs.length - shownInputs} more` : "";
    return `- after ${escapeMarkdown(waitsFor)}: ${some}${rest}`;
  });
  const rest = unknowns.length > shownUnknowns ? [`- and ${unknowns.length - shownUnknowns} more groups`] : [];
  const why =
    "These values are given by the cloud or the machine when what they come from is made; nothing here could know them.";
  return ["", "## Not known before `up`", "", why, "", ...lines, ...rest];
}

export function warningLines({ warnings }: Review): readonly string[] {
  if (warnings.length === 0) return [];
  const shown = warnings
    .slice(0, shownErrors)
    .map((warning) => `- ${escapeMarkdown(warning.slice(0, longestError).replace(/\s*\n\s*/g, " "))}`);
  return [
    "",
    "## Warnings",
    "",
    ...shown,
    ...(warnings.length > shownErrors ? [`- and ${warnings.length - shownErrors} more`] : []),
  ];
}

const shownErrors = 20;
const longestError = 1000;
const shownCounts = 60;
const shownUnknowns = 20;
const shownInputs = 4;

function verdict(review: Review): string {
  const { stack, exitCode, errors } = review;
  if (exitCode === 1) return `❌ ${code(stack)} is broken: ${escapeMarkdown(firstLine(errors[0] ?? ""))}`;
  if (exitCode === 2) return `🛑 ${code(stack)} needs approval: ${rulesOf(review)} (${changeCount(review)})`;
  const dangers = review.dangers.length === 0 ? "" : ", none require approval";
  return `✅ ${code(stack)} is fine: ${changeCount(review)}${review.changes.length === 0 ? "" : dangers}`;
}

function changeCount({ changes }: Review): string {
  if (changes.length === 0) return "nothing changes";
  return `${changes.length} ${changes.length === 1 ? "change" : "changes"}`;
}

function rulesOf({ dangers }: Review): string {
  const rules = new Map<string, number>();
  for (const { rule, needsApproval } of dangers) if (needsApproval) rules.set(rule, (rules.get(rule) ?? 0) + 1);
  return [...rules].map(([rule, number]) => (number === 1 ? rule : `${rule} ×${number}`)).join(", ");
}

/** The whole of a short message: its first line alone may say nothing. */
function firstLine(text: string): string {
  const line = text.replace(/\s*\n\s*/g, " ");
  return line.length <= longestVerdict ? line : `${line.slice(0, longestVerdict)}…`;
}

const longestVerdict = 200;

function named(all: readonly JudgedDanger[]): string {
  const dangers = distinct(all);
  const count = namedIn(dangers);
  const texts = dangers.slice(0, count).map(({ text }) => escapeMarkdown(text));
  const rest = dangers.length > count ? [`and ${dangers.length - count} more`] : [];
  return [...texts, ...rest].join("; ");
}
