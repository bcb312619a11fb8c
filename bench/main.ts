import { existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { benchApplications } from "./applications";
import { ComposeByHand, plainBoot } from "./by-hand";
import { benchCompose } from "./compose";
import { benchEngine } from "./engine";
import { benchPolicy } from "./policy";
import { benchPreviews } from "./preview";
import { bootSeconds, readOutputs, stateFile } from "./deployed-stack";
import { seconds, secondsUntil } from "./seconds";
import { reviewSeconds } from "./review-time";

const root = resolve(__dirname, "..");
const page = join(root, "services/api/src/page/page.html");

interface Row {
  readonly what: string;
  readonly berth: number;
  /** The same work by hand in the same run, and what that was. */
  readonly peer?: { readonly seconds: number; readonly what: string };
  /** The figure to reach on 2 cores without KVM. */
  readonly goal: number;
}

const npm = (script: string, ...args: string[]) =>
  seconds(["npm", "run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])], { cwd: root });

/** Measures stack `dev` of this checkout from nothing to nothing and prints a table; `--cold` begins with empty caches. */
async function main(): Promise<void> {
  if (existsSync(stateFile)) await npm("destroy");
  const cold = process.argv.includes("--cold") ? await timed("first up, empty caches", coldUp) : undefined;
  const up = await timed("first up, machine image cached", () => npm("up"));
  const { url, name, sshConfig } = await readOutputs();
  const boot = bootSeconds();
  const unchanged = await timed("unchanged up", () => npm("up"));
  const changed = await timed("one service changed", () => changedService(url));
  const compose = new ComposeByHand(sshConfig, name);
  await compose.prepare();
  const composeFirst = await timed("docker compose on the same machine, first up", () => compose.up());
  const composeUnchanged = await timed("docker compose, unchanged", () => compose.up());
  const composeChanged = await timed("docker compose, one service changed", () => withChange(() => compose.up()));
  await compose.remove();
  const review = await timed("review of aws, no credentials", reviewSeconds);
  const destroy = await timed("destroy", () => npm("destroy"));
  const plain = await timed("boot of a plain machine", plainBoot);
  const composePeer = (seconds: number) => ({ seconds, what: "compose up over ssh" });
  print([
    ...(cold === undefined ? [] : [{ what: "first up, empty caches", berth: cold, goal: 480 }]),
    {
      what: "first up, machine image cached",
      berth: up,
      goal: 180,
      peer: { seconds: plain + composeFirst, what: "plain boot + compose up" },
    },
    { what: "boot to ready", berth: boot, goal: 30, peer: { seconds: plain, what: "plain Debian to cloud-init done" } },
    { what: "unchanged up", berth: unchanged, goal: 8, peer: composePeer(composeUnchanged) },
    { what: "one service changed", berth: changed, goal: 60, peer: composePeer(composeChanged) },
    { what: "destroy", berth: destroy, goal: 20 },
    { what: "review of aws, no credentials", berth: review, goal: 15 },
  ]);
}

/** Prints what is measured and its result at once, so that a later error loses nothing. */
async function timed(what: string, work: () => Promise<number>): Promise<number> {
  process.stderr.write(`bench: ${what} ...\n`);
  const seconds = await work();
  process.stderr.write(`bench: ${what}: ${seconds.toFixed(1)} s\n`);
  return seconds;
}

/** Times a first `up` with empty caches of npm, images and acceleration, then destroys the stack. */
async function coldUp(): Promise<number> {
  const cache = mkdtempSync(join(tmpdir(), "berth-cold-"));
  const env = { XDG_CACHE_HOME: cache };
  rmSync(join(root, "node_modules"), { recursive: true });
  const taken = await seconds(["npm", "run", "--silent", "up"], { cwd: root, environment: env });
  await npm("destroy");
  rmSync(cache, { recursive: true });
  return taken;
}

/** From the saved change to the first answer of the new version. */
async function changedService(url: string): Promise<number> {
  return withChange(async (mark) => {
    const begin = Date.now();
    const up = npm("up");
    const answered = secondsUntil("the new version", 300, async () =>
      (await fetch(url)).text().then((text) => text.includes(mark)),
    ).then(() => (Date.now() - begin) / 1000);
    await up;
    return answered;
  });
}

async function withChange<T>(work: (mark: string) => Promise<T>): Promise<T> {
  const before = readFileSync(page, "utf8");
  const mark = `changed-${Date.now()}`;
  writeFileSync(page, before.replace("</main>", `</main><!-- ${mark} -->`));
  try {
    return await work(mark);
  } finally {
    writeFileSync(page, before);
  }
}

function print(rows: readonly Row[]): void {
  const lines = rows.map(({ what, berth, goal, peer }) => [
    what.padEnd(32),
    `${berth.toFixed(1)} s`.padStart(9),
    `${goal} s`.padStart(7),
    peer === undefined ? "" : `${peer.seconds.toFixed(1)} s`.padStart(9),
    peer === undefined ? "" : `${(berth / peer.seconds).toFixed(2)} × ${peer.what}`,
  ]);
  const header = ["".padEnd(32), "Berth".padStart(9), "goal".padStart(7), "by hand".padStart(9), "ratio"];
  process.stdout.write([header, ...lines].map((line) => line.join("  ").trimEnd()).join("\n") + "\n");
}

const [, , bench, folder, count] = process.argv;
const sizes = process.argv.slice(3);
if (bench === "compose") benchCompose(folder);
else if (bench === "policy") void benchPolicy(folder, count);
else if (bench === "applications") void benchApplications(folder, count);
else if (bench === "engine") void benchEngine(sizes);
else void (bench === "preview" ? benchPreviews() : main());
