import { relative, resolve } from "node:path";
import { ComposeError } from "@berth/infra/compose-fault";
import { type NotDeployed, notDeployedBy } from "@berth/infra/not-deployed";
import { readAlone, yamlFiles } from "./compose-files";

const shownReasons = 40;
const shownSlowest = 5;

interface Outcome {
  readonly file: string;
  readonly kind: "accepted" | "refused" | "crashed";
  /** Each rule once. */
  readonly reasons: readonly string[];
  readonly milliseconds: number;
}

/** Reads every YAML file below a folder as a project of its own, and prints how many Berth takes and why it refuses the others. */
export function benchCompose(folder: string | undefined): void {
  if (folder === undefined) throw new Error("npm run bench -- compose FOLDER: name a folder of compose files");
  const files = yamlFiles(resolve(folder));
  const accepted = files.map((file) => outcomeOf(file, []));
  print("taken by the model", accepted, resolve(folder));
  print(
    "deployed today",
    files.map((file) => outcomeOf(file, notDeployedBy("containers"))),
    resolve(folder),
  );
}

function outcomeOf(file: string, notDeployed: readonly NotDeployed[]): Outcome {
  const begin = process.hrtime.bigint();
  const end = (kind: Outcome["kind"], reasons: readonly string[]): Outcome => ({
    file,
    kind,
    reasons: [...new Set(reasons)],
    milliseconds: Number(process.hrtime.bigint() - begin) / 1e6,
  });
  try {
    readAlone(file, notDeployed);
    return end("accepted", []);
  } catch (error) {
    if (error instanceof ComposeError) return end("refused", error.faults.map(reasonOf));
    return end("crashed", [String(error)]);
  }
}

/** A fault without what is the file's own: names, values. */
function reasonOf({ path, rule }: { readonly path: readonly (string | number)[]; readonly rule: string }): string {
  const keys = path.map((key, index) => (typeof key === "number" ? "[]" : index === 1 ? "*" : key));
  const general = rule.replace(/"[^"]*"|\b\d+\b/g, "…").split(": ")[0] ?? rule;
  return `${keys.slice(0, 4).join(".").replaceAll(".[]", "[]")}: ${rule.startsWith("is read") ? rule : general}`;
}

function print(title: string, outcomes: readonly Outcome[], folder: string): void {
  const count = (kind: Outcome["kind"]): number => outcomes.filter((outcome) => outcome.kind === kind).length;
  const share = ((100 * count("accepted")) / Math.max(1, outcomes.length)).toFixed(1);
  const reasons = new Map<string, number>();
  for (const outcome of outcomes)
    for (const reason of outcome.reasons) reasons.set(reason, (reasons.get(reason) ?? 0) + 1);
  const slowest = [...outcomes].sort((a, b) => b.milliseconds - a.milliseconds).slice(0, shownSlowest);
  const lines = [
    `${title}: ${outcomes.length} files, ${count("accepted")} accepted (${share} %), ${count("refused")} refused, ${count("crashed")} crashed`,
    ...outcomes
      .filter(({ kind }) => kind === "crashed")
      .map(({ file, reasons: [why] }) => `  crashed: ${relative(folder, file)}: ${why ?? ""}`),
    ...[...reasons]
      .sort(([, a], [, b]) => b - a)
      .slice(0, shownReasons)
      .map(([reason, files]) => `  ${String(files).padStart(5)}  ${reason}`),
    "  slowest:",
    ...slowest.map(
      ({ file, milliseconds }) => `  ${milliseconds.toFixed(0).padStart(5)} ms  ${relative(folder, file)}`,
    ),
  ];
  process.stdout.write(`${lines.join("\n")}\n`);
}
