import { writeFileSync } from "node:fs";
import { join } from "node:path";
import { type Case, cases } from "./cases";
import { recordedPreview } from "../support/recorded-preview";
import { lineByLine, minimal, withoutKept } from "./minimal-preview";
import { type Config, RecordedStack } from "./recorded-stack";

/**
 * Records the previews that the golden reviews are made of: `node --import tsx test/packages/review/record/main.ts [case …]`. The
 * real engine plans the real program; only what providers make is made up.
 */
async function main(wanted: readonly string[]): Promise<void> {
  const own = cases.filter(({ name }) => wanted.length === 0 || wanted.includes(name));
  for (const key of new Set(own.map(keyOf))) await record(own.filter((each) => keyOf(each) === key));
}

/** Cases that change one and the same stack, each from where it stands. */
async function record(own: readonly Case[]): Promise<void> {
  const [{ stack, base } = { stack: "dev", base: {} }] = own;
  const recorded = new RecordedStack(stack);
  try {
    const isNew = own.some(({ fromNothing }) => fromNothing === true);
    if (isNew) save(`${stack}-base`, recorded.neutral(await recorded.run("preview", base, false)));
    await recorded.run("up", base);
    for (const each of own) {
      const config = { ...base, ...each.config };
      each.edit?.(recorded);
      const text = each.fromNothing === true ? await fresh(each, config) : await recorded.run("preview", config);
      if (each.edit !== undefined) recorded.restore();
      save(each.name, recorded.neutral(text));
      process.stderr.write(`recorded ${each.name}\n`);
    }
  } finally {
    recorded.dispose();
  }
}

function keyOf({ stack, base }: Case): string {
  return `${stack} ${JSON.stringify(base)}`;
}

/** Without state and without plugins, as a fork's pull request is planned. */
async function fresh({ stack, edit }: Case, config: Config): Promise<string> {
  const other = new RecordedStack(stack);
  try {
    edit?.(other);
    return other.neutral(await other.run("preview", config, false));
  } finally {
    other.dispose();
  }
}

/** What does not change in a case is kept once, in that of no change. */
function save(name: string, text: string): void {
  const preview = minimal(JSON.parse(text));
  const unchanged = `${name.split("-")[0] ?? ""}-no-change`;
  const isOther = name === unchanged || name.endsWith("-base");
  const steps = isOther ? preview.steps : withoutKept(preview, recordedPreview(unchanged));
  writeFileSync(join(__dirname, "../previews", `${name}.json`), lineByLine(steps, preview.diagnostics));
}

void main(process.argv.slice(2));
