import { spawnSync } from "node:child_process";
import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join, resolve } from "node:path";

const script = resolve(__dirname, "../../../infra/guest/containers/usr/local/sbin/berth-prune");
let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-prune-"));
});
afterEach(() => rmSync(folder, { recursive: true }));

interface Store {
  /** Words of `docker image inspect` for each image: id, time of creation, names. */
  readonly images: readonly string[];
  readonly ofContainers: readonly string[];
  readonly ofReleases: readonly string[];
}

/** What a host with these images removes, by a `docker` that answers with them. */
function removed({ images, ofContainers, ofReleases }: Store): readonly string[] {
  const ids = images.map((image) => image.split(" ")[0] ?? "");
  const docker = `#!/bin/sh
case "$*" in
"image ls --quiet --no-trunc") printf '%s\\n' ${ids.join(" ")} ;;
"image ls --quiet --no-trunc --filter reference=berth.invalid/*/*") printf '%s\\n' ${ofReleases.join(" ")} ;;
"ps --all"*) echo container ;;
"inspect --format"*) printf '%s\\n' ${ofContainers.join(" ")} ;;
"image inspect --format"*) cat ${folder}/images ;;
"image inspect "*) ! grep -q "id of $3" ${folder}/removed 2>/dev/null ;;
"image rm "*) echo "$3" >>${folder}/removed; sed -n "s/^\\([^ ]*\\) [^ ]* $3\\$/id of \\1/p" ${folder}/images >>${folder}/removed ;;
*) echo "unexpected: $*" >&2; exit 1 ;;
esac
`;
  writeFileSync(join(folder, "docker"), docker);
  chmodSync(join(folder, "docker"), 0o755);
  writeFileSync(join(folder, "images"), images.map((image) => `${image}\n`).join(""));
  writeFileSync(join(folder, "removed"), "");
  const PATH = `${folder}${delimiter}${process.env.PATH ?? ""}`;
  const { status, stderr } = spawnSync("sh", [script], { env: { PATH }, encoding: "utf8" });
  expect([status, stderr]).toEqual([0, ""]);
  const lines = readFileSync(join(folder, "removed"), "utf8").trim().split("\n");
  return lines.filter((line) => line !== "" && !line.startsWith("id of"));
}

const old = "2020-01-01T00:00:00.123456789Z";
const young = new Date().toISOString();

test("an old image goes, by its names or, without one, by its id", () => {
  const images = [`sha256:a ${old} app:1`, `sha256:b ${old} `, `sha256:c ${old} one:1 two:1`];
  expect(removed({ images, ofContainers: ["sha256:x"], ofReleases: ["sha256:y"] })).toEqual([
    "app:1",
    "sha256:b",
    "one:1",
    "two:1",
    "sha256:c",
  ]);
});

test("what a container has, what a rollback may need, and what is younger than a week stays", () => {
  const images = [
    `sha256:a ${old} app:1`,
    `sha256:b ${old} berth.invalid/links/api:4585cbab2ddd`,
    `sha256:c ${young} app:2`,
  ];
  expect(removed({ images, ofContainers: ["sha256:a"], ofReleases: ["sha256:b"] })).toEqual([]);
});

test("a host without images has nothing to remove", () => {
  expect(removed({ images: [], ofContainers: [], ofReleases: [] })).toEqual([]);
});
