import { readdirSync, readFileSync } from "node:fs";
import { join, resolve } from "node:path";

const folder = resolve(__dirname, "../../services");
const files = readdirSync(folder, { withFileTypes: true })
  .filter((entry) => entry.isDirectory())
  .map(({ name }) => ({ name, text: readFileSync(join(folder, name, "Dockerfile"), "utf8") }));

/** Up to the second stage. */
function firstStage(text: string): string {
  return text.slice(0, text.indexOf("\nFROM "));
}

test("all services' files begin with the same stage, so that Docker fetches the package lists once", () => {
  expect(files.map(({ name }) => name)).toEqual(["api", "db", "gateway"]);
  expect(new Set(files.map(({ text }) => firstStage(text)))).toEqual(new Set([firstStage(files[0]?.text ?? "")]));
  expect(firstStage(files[0]?.text ?? "")).toContain("RUN apt-get update");
});

test.each(files)("$name keeps neither package lists nor archives in a layer", ({ text }) => {
  const installs = text.split(/^(?=RUN )/m).filter((run) => /apt-get install/.test(run));
  expect(installs).not.toEqual([]);
  for (const run of installs) {
    expect(run).toContain("--mount=from=lists,source=/var/lib/apt/lists,target=/var/lib/apt/lists,rw");
    expect(run).toContain("--mount=from=lists,source=/var/cache/apt,target=/var/cache/apt,rw");
  }
});
