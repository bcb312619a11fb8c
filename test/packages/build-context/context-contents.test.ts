import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, mkdtempSync, renameSync, rmSync, symlinkSync, unlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { openContext } from "../../../packages/build-context/build-context";
import { contextContents, type Modes } from "../../../packages/build-context/context-contents";
import { contextDigest } from "../../../packages/build-context/context-digest";

let folder: string;
const at = (path: string) => join(folder, path);
const contents = (dockerfile = "Dockerfile", modes: Modes = "plain") =>
  contextContents(openContext(folder, at(dockerfile)), modes);
const paths = (dockerfile?: string) => contents(dockerfile).map(({ path }) => path);
const modes = (kind: Modes) => Object.fromEntries(contents("Dockerfile", kind).map(({ path, mode }) => [path, mode]));

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-context-"));
  mkdirSync(at("src"));
  writeFileSync(at("Dockerfile"), "FROM scratch\n", { mode: 0o644 });
  writeFileSync(at("src/main.ts"), "1\n", { mode: 0o644 });
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

test("takes the ignore file of the Dockerfile before that of the context", () => {
  writeFileSync(at(".dockerignore"), "src\n");
  writeFileSync(at("prod.Dockerfile"), "FROM scratch\n");
  expect(paths("prod.Dockerfile")).toEqual([".dockerignore", "Dockerfile", "prod.Dockerfile"]);
  writeFileSync(at("prod.Dockerfile.dockerignore"), "Dockerfile\n*.dockerignore\n");
  expect(paths("prod.Dockerfile")).toEqual([".dockerignore", "prod.Dockerfile", "src/main.ts"]);
  expect(paths()).toEqual([".dockerignore", "Dockerfile", "prod.Dockerfile", "prod.Dockerfile.dockerignore"]);
});

test("always sends the Dockerfile and .dockerignore, and reads a Dockerfile outside of the context last", () => {
  writeFileSync(at(".dockerignore"), "*\n");
  expect(paths()).toEqual([".dockerignore", "Dockerfile"]);
  mkdirSync(at("inner"));
  const inner = contextContents(openContext(at("inner"), at("Dockerfile")), "plain");
  expect(inner.map(({ path }) => path)).toEqual(["../Dockerfile"]);
});

test("finds a file that is taken back in below an ignored folder", () => {
  writeFileSync(at(".dockerignore"), "src\n!src/main.ts\n");
  writeFileSync(at("src/other.ts"), "");
  expect(paths()).toEqual([".dockerignore", "Dockerfile", "src/main.ts"]);
});

test("names a missing Dockerfile", () => {
  expect(() => contents("Dockerfile.prod")).toThrow(`read build context ${folder}: there is no Dockerfile.prod in it`);
});

test("gives a checkout with umask 077 the modes of one with umask 022 where the builder packs plain modes", () => {
  chmodSync(at("src/main.ts"), 0o600);
  writeFileSync(at("run"), "", { mode: 0o700 });
  expect(modes("plain")).toEqual({ Dockerfile: "644", run: "755", "src/main.ts": "644" });
});

test("counts modes that keep others from reading or running a file where the builder packs them as they are", () => {
  chmodSync(at("Dockerfile"), 0o664);
  chmodSync(at("src/main.ts"), 0o640);
  writeFileSync(at("run"), "");
  chmodSync(at("run"), 0o775);
  writeFileSync(at("setuid"), "");
  chmodSync(at("setuid"), 0o4755);
  expect(modes("packed")).toEqual({ Dockerfile: "644", run: "755", setuid: "4755", "src/main.ts": "640" });
});

test("leaves sockets out, as Docker does", () => {
  const script = `require("net").createServer().listen(process.argv[1], () => process.kill(process.pid, "SIGKILL"))`;
  expect(() => execFileSync(process.execPath, ["-e", script, at("socket")])).toThrow();
  expect(paths()).toEqual(["Dockerfile", "src/main.ts"]);
});

test("names all files that Docker can't be sent at once, unless they are ignored", () => {
  execFileSync("mkfifo", [at("pipe")]);
  writeFileSync(Buffer.concat([Buffer.from(at("caf")), Buffer.from([0xe9])]), "");
  expect(() => contents()).toThrow(
    `read build context ${folder}: the name of "caf\uFFFD" is not UTF-8; pipe is neither a file, a folder nor a link. ` +
      "Name in .dockerignore what the build does not need.",
  );
  writeFileSync(at(".dockerignore"), "caf*\npipe\n");
  expect(paths()).toEqual([".dockerignore", "Dockerfile", "src/main.ts"]);
});

test("sends links that lead nowhere or in a circle, and hashes their targets", async () => {
  symlinkSync("nowhere", at("dangling"));
  symlinkSync("circle", at("circle"));
  expect(contents().filter(({ kind }) => kind === "link")).toMatchObject([
    { path: "circle", mode: "777" },
    { path: "dangling", mode: "777" },
  ]);
  const before = await contextDigest(folder, ".", "Dockerfile");
  unlinkSync(at("dangling"));
  symlinkSync("elsewhere", at("dangling"));
  expect(await contextDigest(folder, ".", "Dockerfile")).not.toBe(before);
});

test("gives the same digest for the modes that umasks leave, and another one for the execute bit and a name", async () => {
  const digest = () => contextDigest(folder, ".", "Dockerfile");
  const before = await digest();
  for (const mode of [0o600, 0o664, 0o666]) {
    chmodSync(at("src/main.ts"), mode);
    expect(await digest()).toBe(before);
  }
  chmodSync(at("src/main.ts"), 0o744);
  const executable = await digest();
  renameSync(at("src/main.ts"), at("src/start.ts"));
  expect(new Set([before, executable, await digest()]).size).toBe(3);
});
