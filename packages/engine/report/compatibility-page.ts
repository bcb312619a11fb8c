/** What the engine does with one feature of the Pulumi CLI. */
export interface CompatibilityRow {
  readonly feature: string;
  readonly verdict: string;
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
"Same" is by the CLI's source, which was read, and by tests of this engine: no run of the CLI is recorded here.

${sections.join("\n")}`;
}

function section(verdict: string, rows: readonly CompatibilityRow[]): string {
  const lines = rows.filter((row) => row.verdict === verdict).map((row) => `- ${line(row)}\n`);
  return `## ${verdict.charAt(0).toUpperCase()}${verdict.slice(1)}\n\n${lines.join("")}`;
}

function line({ feature, detail, message, test, source }: CompatibilityRow): string {
  const reason = detail ?? (message === undefined ? "" : `The message names: ${message}.`);
  return `**${feature}**${reason === "" ? "" : `: ${reason}`} (${test ?? source ?? ""})`;
}
