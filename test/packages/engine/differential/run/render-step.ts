/** A step as the CLI's events have it. */
export interface ReportedStep {
  readonly op: string;
  readonly urn: string;
  readonly type: string;
  readonly keys?: readonly string[] | null;
  readonly diffs?: readonly string[] | null;
}

/** "update fake:index:Thing::a changes size"; nothing for default providers, which reports leave out. */
export function renderStep({ op, urn, type, keys, diffs }: ReportedStep): readonly string[] {
  if (type.startsWith("pulumi:providers:") && /::default(_[^:]*)?$/.test(urn)) return [];
  const list = (label: string, names: readonly string[] | null | undefined): string =>
    (names ?? []).length === 0 ? "" : ` ${label} ${[...(names ?? [])].sort().join(", ")}`;
  const subject = urn.split("::").slice(2).join("::");
  return [`${op} ${subject}${list("changes", diffs)}${list("replaces by", keys)}`];
}
