/** What the engine does with one feature of the Pulumi CLI. */
export interface CompatibilityRow {
  readonly feature: string;
  readonly verdict: string;
  /** Of recordings: how many programs and commands. */
  readonly programs?: number;
  readonly steps?: number;
  /** What differs. */
  readonly detail?: string;
  /** Refused: a part of the message, and the file that has it. */
  readonly message?: string;
  readonly source?: string;
  /** Where the claim is tested. */
  readonly test?: string;
}

/** COMPATIBILITY.md, of the rows of compatibility.json. */
export function compatibilityPage(rows: readonly CompatibilityRow[]): string {
  const sections = ["same", "different", "refused"].map((verdict) => section(verdict, rows));
  return `# Beside the Pulumi CLI

Made from compatibility.json, which a test compares with what the code refuses. What is not listed has not been compared.
"Same" with a number of steps is by recordings of the CLI (v3.259.0): steps, calls to providers, messages, exit codes and states are equal, but for
the differences that are listed. "Same" without one is by the CLI's source, which was read, and by tests of this engine.

${sections.join("\n")}`;
}

function section(verdict: string, rows: readonly CompatibilityRow[]): string {
  const lines = rows.filter((row) => row.verdict === verdict).map((row) => `- ${line(row)}\n`);
  return `## ${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}\n\n${lines.join("")}`;
}

function line({ feature, detail, message, test, source, programs, steps }: CompatibilityRow): string {
  const recorded = steps === undefined ? "" : `${String(programs ?? 0)} programs, ${String(steps)} steps`;
  const reason = detail ?? (message === undefined ? recorded : `The message names: ${message}.`);
  return `**${feature}**${reason === "" ? "" : `: ${reason}`} (${test ?? source ?? ""})`;
}
