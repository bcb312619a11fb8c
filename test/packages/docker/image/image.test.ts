import { execFileSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buildImage, diffImage } from "../../../../packages/docker/image/image";
import { checkImage } from "../../../../packages/docker/image/image-check";
import { Secret, unknown, type PropertyMap } from "../../../../packages/model/property";
import { FakeDaemon, type Answer } from "../fake-daemon";
import official from "../recorded/official-5.2.0.json";

let folder: string;
const recording = (name: string) => readFileSync(join(__dirname, "../recorded", name));
const news = {
  imageName: "berth/test:1",
  skipPush: true,
  build: {
    context: "ctx",
    dockerfile: "ctx/Dockerfile",
    builderVersion: "BuilderBuildKit",
    args: { X: "2" },
    platform: "linux/amd64",
  },
};

/** The very folder from which the official plugin made the recorded digest. */
beforeAll(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-image-"));
  const put = (path: string, text: string, mode = 0o644) => writeFileSync(join(folder, "ctx", path), text, { mode });
  for (const sub of ["ctx", "ctx/sub", "ctx/ignored"]) mkdirSync(join(folder, sub));
  put("Dockerfile", "FROM debian:trixie-slim\nARG X=1\nCOPY . /src\nRUN echo hello-$X > /hello\n");
  put(".dockerignore", "ignored\n*.log\n!keep.log\n");
  for (const [path, text] of [
    ["a.txt", "hi\n"],
    ["ignored/z", "y\n"],
    ["x.log", "l\n"],
    ["keep.log", "k\n"],
  ] as const)
    put(path, text);
  put("sub/b", "x\n", 0o755);
  symlinkSync("a.txt", join(folder, "ctx/link"));
});
afterAll(() => rmSync(folder, { recursive: true }));

async function build(answer: Answer) {
  const said: string[] = [];
  const fake = await FakeDaemon.start(({ line }) =>
    line.startsWith("POST /build") ? answer : { json: { Id: official.img.outputs.repoDigest } },
  );
  const client = fake.daemon();
  const { inputs } = await checkImage(news, folder);
  const context = fake.context(client, { folder, onStatus: (message) => said.push(message) });
  const result = await buildImage(inputs, context).catch((error: unknown) => error);
  client.close();
  await fake.stop();
  return { result, said, inputs, request: fake.requests.find(({ line }) => line.startsWith("POST /build")) };
}

test("adds to the inputs what the official plugin adds, the digest of the context among it", async () => {
  await expect(checkImage(news, folder)).resolves.toEqual({ inputs: official.img.inputs, failures: [] });
});

test("refuses a push, another builder, and a Dockerfile that is not there, with the path to try", async () => {
  const { failures } = await checkImage(
    { imageName: "a", build: { context: "ctx", dockerfile: "Dockerfile", builderVersion: "BuilderV1" } },
    folder,
  );
  expect(failures.map(({ property, reason }) => `${property} ${reason}`)).toEqual([
    'build.builderVersion must be BuilderBuildKit (the classic builder is not supported), got "BuilderV1"',
    "skipPush must be true: images are not pushed",
    `build.dockerfile "Dockerfile" is not there; the path starts from the program's folder ${folder}; try "ctx/Dockerfile"`,
  ]);
});

test("builds with BuildKit from a tar without what is ignored, and records the official plugin's state", async () => {
  const { result, said, inputs, request } = await build({ raw: recording("build.jsonl") });
  expect(result).toEqual({ id: "berth/test:1", outputs: { ...official.img.outputs, __inputs: new Secret(inputs) } });
  expect(request?.line).toBe(
    'POST /build?version=2&t=berth/test:1&dockerfile=Dockerfile&buildargs={"X":"2"}&platform=linux/amd64',
  );
  const listed = execFileSync("tar", ["--numeric-owner", "-tvf", "-"], { input: request?.body })
    .toString()
    .trim()
    .split("\n");
  expect(listed.map((line) => line.replace(/ +\S+ \S+ \S+(?= \S+( ->.*)?$)/, ""))).toEqual([
    "-rw-r--r-- 0/0 .dockerignore",
    "-rw-r--r-- 0/0 Dockerfile",
    "-rw-r--r-- 0/0 a.txt",
    "-rw-r--r-- 0/0 keep.log",
    "lrwxrwxrwx 0/0 link -> a.txt",
    "drwxr-xr-x 0/0 sub/",
    "-rwxr-xr-x 0/0 sub/b",
  ]);
  expect(said).toEqual([
    "building berth/test:1: sending the context",
    expect.stringMatching(/^\[1\/2\] FROM docker.io\/library\/debian:trixie-slim/),
    expect.stringMatching(/^\[2\/2\] RUN /),
    ...["line 1", "line 2", "line 3"],
  ]);
});

test("names the failing step and the last lines of its output", async () => {
  const { result } = await build({ raw: recording("build-failed.jsonl") });
  expect((result as Error).message).toMatch(
    /^build image berth\/test:1: step \[2\/2\] RUN .* failed: process ".*" did not complete successfully: exit code: 3\nlast lines of its output:\n/,
  );
  expect((result as Error).message).toContain("line 1\nline 2\nline 3");
});

test.each([
  [
    "a failure without a trace",
    { raw: '{"error":"no space left on device"}\n' },
    "build image berth/test:1: no space left on device",
  ],
  ["a stream that is not JSON", { raw: "oops" }, "the daemon sent what is not JSON: oops"],
  ["a damaged trace", { raw: '{"id":"moby.buildkit.trace","aux":"CuwB"}\n' }, "it is cut or damaged"],
  ["a connection that drops", "drop", "the connection to the Docker daemon at"],
] as const)("reports %s", async (_, answer, message) => {
  expect(((await build(answer)).result as Error).message).toContain(message);
});

test("builds again for every change of the inputs and for an unknown, and for nothing else", () => {
  const recorded = official.img.inputs as unknown as PropertyMap;
  const request = { urn: "", id: "", oldInputs: {}, oldOutputs: { __inputs: new Secret(recorded) }, ignoreChanges: [] };
  const changes = (newInputs: PropertyMap) => {
    const { changedKeys, replaceKeys } = diffImage({ ...request, newInputs });
    return [changedKeys, replaceKeys];
  };
  expect(changes(recorded)).toEqual([[], []]);
  expect(changes({ ...recorded, build: { ...(recorded.build as PropertyMap), contextDigest: "other" } })).toEqual([
    ["build"],
    [],
  ]);
  expect(changes({ ...recorded, imageName: unknown })).toEqual([["imageName"], []]);
});
