/** A message as the CLI's events have it. */
export interface ReportedMessage {
  readonly severity: string;
  readonly message: string;
  readonly urn?: string | undefined;
  readonly ephemeral?: boolean | undefined;
}

const urnPrefix = "urn:pulumi:test::scenario::";

/** "error fake:index:Thing::a: no quota"; nothing for a passing status and for what only `--debug` shows. */
export function renderMessage(
  { severity, message, urn = "", ephemeral }: ReportedMessage,
  folder: string,
): readonly string[] {
  if (ephemeral === true || severity === "debug") return [];
  const subject = urn === "" ? "" : ` ${urn}`;
  const text = `${severity.replace("#err", "")}${subject}: ${message.trim()}`;
  return [
    text
      .replaceAll(folder, "FOLDER")
      .replaceAll(urnPrefix, "")
      .replaceAll('"', "'")
      .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID"),
  ];
}
