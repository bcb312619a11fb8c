import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { withAssetHashes } from "../../../../packages/engine/assets/asset-hash";
import type { ArchiveSource } from "../../../../packages/model/property";
import { Archive, Asset, Secret } from "../../../../packages/model/property";

/** The hashes below were computed by Pulumi's own Go package from the same files. */
let root: string;

beforeAll(() => {
  root = mkdtempSync(join(tmpdir(), "asset-hash-"));
  const long = "n".repeat(90);
  const files = {
    "x.txt": "hi\n",
    "sub/y": "yo\n",
    ".pulumi/z": "no\n",
    empty: "",
    "a.b": "q\n",
    "a-dir/f": "q2\n",
    big: "\0".repeat(1300),
    "é.txt": "é\n",
    [`${long}/deep/${long}.txt`]: "long\n",
    [`${"m".repeat(140)}.txt`]: "vlong\n",
  };
  for (const [name, text] of Object.entries(files)) {
    const path = join(root, "tree", name);
    mkdirSync(dirname(path), { recursive: true });
    writeFileSync(path, text);
  }
  symlinkSync("sub", join(root, "tree/linkdir"));
  symlinkSync("x.txt", join(root, "tree/linkfile"));
  writeFileSync(join(root, "ready.zip"), "hi\n");
});
afterAll(() => rmSync(root, { recursive: true }));

const text = (value: string) => new Asset({ kind: "text", text: value }, "");
const path = (value: string) => new Asset({ kind: "path", path: value }, "");
const archive = (source: ArchiveSource) => new Archive(source, "");

async function hashOf(value: Asset | Archive): Promise<string> {
  const { x } = await withAssetHashes({ x: value }, root);
  return x instanceof Asset || x instanceof Archive ? x.hash : "";
}

test("a folder: walk order, long and foreign names, links, .pulumi left out", async () => {
  const hash = await hashOf(archive({ kind: "path", path: "tree" }));
  expect(hash).toBe("de549539cbd156510627aae2bc62019fe656eb9c1c6fa7ef1c8133df49c1fefc");
});

test("an asset map: names by bytes, folders flattened, the first of two of a name", async () => {
  const assets = {
    "z/t": text("hello"),
    f: path("tree/x.txt"),
    sub: archive({ kind: "path", path: "tree/sub" }),
    "sub/y": text("hello"),
    é: text("hello"),
  };
  expect(await hashOf(archive({ kind: "assets", assets }))).toBe(
    "3011e66304a2328ed416de3ba47bc799e891758196d27efddebf7881237a94dc",
  );
});

test("no members, and a link to a folder, are an empty archive", async () => {
  const empty = "5f70bf18a086007016e948b04aed3b82103a36bea41755b6cddfaf10ace3c6ef";
  expect(await hashOf(archive({ kind: "assets", assets: {} }))).toBe(empty);
  expect(await hashOf(archive({ kind: "path", path: "tree/linkdir" }))).toBe(empty);
});

test("a file is hashed as it is, be it an asset or an archive file", async () => {
  const hash = "98ea6e4f216f2fb4b69fff9b3a44842c38686ca685f3f55dc48c5d3fb1107be4";
  expect(await hashOf(path("tree/x.txt"))).toBe(hash);
  expect(await hashOf(path(join(root, "tree/x.txt")))).toBe(hash);
  expect(await hashOf(new Asset({ kind: "uri", uri: `file://${root}/tree/x.txt` }, ""))).toBe(hash);
  expect(await hashOf(archive({ kind: "path", path: "ready.zip" }))).toBe(hash);
});

test("assets are found in lists and secrets, members of archives get hashes too, given hashes stay", async () => {
  const hi = text("hi");
  const given = new Asset({ kind: "path", path: "not there" }, "aa");
  const hashed = new Asset(
    { kind: "text", text: "hi" },
    "8f434346648f6b96df89dda901c5176b10a6d83961dd3c1ac88b59b2dc327aa4",
  );
  const result = await withAssetHashes(
    { list: [new Secret({ hi })], map: archive({ kind: "assets", assets: { hi } }), given },
    root,
  );
  expect(result).toMatchObject({
    list: [new Secret({ hi: hashed })],
    map: { source: { assets: { hi: hashed } } },
    given,
  });
});

test("without anything to hash the very same map comes back", async () => {
  const map = { a: [1, { b: new Secret("x") }] };
  expect(await withAssetHashes(map, root)).toBe(map);
});

test.each([
  [path("gone"), "gone: ENOENT"],
  [path("tree"), "tree is a folder; make it an archive"],
  [
    archive({ kind: "path", path: "tree/x.txt" }),
    "tree/x.txt is neither a folder nor one of .tar, .tgz, .tar.gz, .zip, .jar",
  ],
  [
    new Asset({ kind: "uri", uri: "https://example.org/x" }, ""),
    "hash asset https://example.org/x: only file:// is supported",
  ],
  [
    archive({ kind: "assets", assets: { a: archive({ kind: "path", path: "ready.zip" }) } }),
    "ready.zip is an archive file inside of another archive",
  ],
])("what can't be hashed is an error that names it", async (value, message) => {
  await expect(hashOf(value)).rejects.toThrow(message);
});
