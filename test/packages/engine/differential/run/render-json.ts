/** Values that two runs never share. */
const changing = new Set([
  "timestamp",
  "sequence",
  "duration",
  "durationSeconds",
  "sourcePosition",
  "stackTrace",
  "steps",
]);
const urnPrefix = "urn:pulumi:test::scenario::";

/** What a command printed with `--json`: a line for each event, or for each part and each step of a preview. */
export function renderJson(text: string, folder: string): readonly string[] {
  return documentsOf(text)
    .flatMap((document) => partsOf(document))
    .map((part) =>
      JSON.stringify(plain(part))
        .replaceAll(folder, "FOLDER")
        .replaceAll(urnPrefix, "")
        .replaceAll('"', "'")
        .replaceAll(/[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, "UUID"),
    );
}

type Fields = Readonly<Record<string, unknown>>;

/** A preview is one object over many lines, any other run has an object in each line. */
function documentsOf(text: string): readonly Fields[] {
  if (text.startsWith("{\n")) return [JSON.parse(text) as Fields];
  const lines = text.split("\n").filter((line) => line.startsWith("{"));
  return lines.map((line) => JSON.parse(line) as Fields);
}

function partsOf(document: Fields): readonly unknown[] {
  const { steps, ...rest } = document;
  return Array.isArray(steps) ? [rest, ...(steps as readonly Fields[]).map(withoutAnswers)] : [document];
}

/** What is known of a resource after its step: the CLI makes its list before the provider has answered. */
function withoutAnswers(step: Fields): Fields {
  const without = (state: unknown, ...keys: readonly string[]): unknown =>
    typeof state !== "object" || state === null
      ? state
      : Object.fromEntries(Object.entries(state).filter(([key]) => !keys.includes(key)));
  const answers = ["id", "outputs", "created", "modified", ...(step.op === "import" ? ["inputs", "importID"] : [])];
  return { ...step, oldState: without(step.oldState, "delete"), newState: without(step.newState, ...answers) };
}

/** Keys in order, times as "set", without what changes from run to run. */
function plain(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(plain);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key]) => !changing.has(key))
      .sort(([left], [right]) => (left < right ? -1 : 1))
      .map(([key, item]) => [key, key === "created" || key === "modified" ? "set" : plain(item)]),
  );
}
