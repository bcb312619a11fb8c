import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { readComposeFile } from "../infra/compose/read-compose-file";
import { openContext, sentFiles } from "../packages/build-context/build-context";
import { contextDigest } from "../packages/build-context/context-digest";

/** The situations of public-reports.md that no other test has. */
let root: string;
beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "berth-reports-"));
});
afterEach(() => rmSync(root, { recursive: true }));

function write(files: Readonly<Record<string, string>>): void {
  for (const [path, text] of Object.entries(files)) {
    mkdirSync(dirname(join(root, path)), { recursive: true });
    writeFileSync(join(root, path), text);
  }
}

/** The first service of a file. */
function service(text: string, files: Readonly<Record<string, string>> = {}) {
  write({ "compose.yaml": text, ...files });
  const options = { variables: {}, memoryMiB: 4096, hosts: 1 };
  const [first] = readComposeFile({ paths: [join(root, "compose.yaml")], root }, options).services;
  return first;
}

const web = (more: string) => `services: { web: { image: "a:1", ${more} } }`;

test("docker/compose#3109: an unquoted port is not a number to the base of 60", () => {
  const text = "services:\n  web:\n    image: a:1\n    ports:\n      - 9025:25\n      - 25:26\n";
  expect(service(text)?.ports).toEqual([
    expect.objectContaining({ host: 9025, container: 25 }),
    expect.objectContaining({ host: 25, container: 26 }),
  ]);
});

test("docker/compose#5220, openclaw/openclaw#42872: an env_file may begin with a mark of order and end its lines as Windows does", () => {
  const files = { "web.env": "\ufeffFIRST=1\r\nSECOND=two\r\n" };
  expect(service(web("env_file: web.env"), files)?.environment).toEqual({ FIRST: "1", SECOND: "two" });
});

test("docker/compose#9799: .env may begin with a mark of order", () => {
  expect(service(web('hostname: "${NAME}"'), { ".env": "\ufeffNAME=web-1\n" })?.hostname).toBe("web-1");
});

test("docker/compose#11058: a dollar in single quotes of an env_file stays one", () => {
  const files = { "web.env": "A='abc$def'\nB=\"abc$def\"\n" };
  expect(service(web("env_file: web.env"), files)?.environment).toEqual({ A: "abc$def", B: "abc" });
});

test("docker/compose#9757: two dollars in a command are one, which the container's shell expands", () => {
  expect(service(web('command: ["sh", "-c", "echo $$HOME"]'))?.command).toEqual(["sh", "-c", "echo $HOME"]);
});

test("docker/compose#2507: a dollar that begins no variable stays one", () => {
  expect(service(web('environment: { PASSWORD: "secret$" }'))?.environment).toEqual({ PASSWORD: "secret$" });
});

test("docker/compose#13154: several merged maps all count, the first one first", () => {
  const text = `
x-one: &one { environment: { A: one } }
x-two: &two { environment: { A: two }, hostname: merged }
services: { web: { image: "a:1", <<: [*one, *two] } }
`;
  expect(service(text)).toMatchObject({ environment: { A: "one" }, hostname: "merged" });
});

test("docker/compose#10394: two merge keys in one map are refused with their line", () => {
  const text = `
x-one: &one { hostname: one }
services:
  web:
    image: "a:1"
    <<: *one
    <<: *one
`;
  expect(() => service(text)).toThrow(/compose\.yaml.*7/);
});

test("docker/compose#7001: an address of IPv6 may be in brackets; that of this computer is its IPv4 one", () => {
  expect(service(web('ports: ["[::1]:8080:80"]'))?.ports).toEqual([
    expect.objectContaining({ host: 8080, container: 80, hostIp: "127.0.0.1" }),
  ]);
});

/** What is sent of a folder for a build, sorted. */
function sent(ignore: string): readonly string[] {
  const files = ["Dockerfile", "docs/readme.md", "docs/x.md", "src/__pycache__/a.pyc", "src/a.py", "datasets/big"];
  write({ ...Object.fromEntries(files.map((file) => [file, file])), ".dockerignore": ignore });
  return sentFiles(openContext(root, join(root, "Dockerfile")))
    .map(({ path }) => path)
    .filter((path) => files.includes(path))
    .sort();
}

test("pulumi/pulumi-docker#594: a folder that is excluded and then included counts, in the digest too", async () => {
  expect(sent("*\n!docs/readme.md\n")).toEqual(["Dockerfile", "docs/readme.md"]);
  const digest = () => contextDigest(root, ".", "Dockerfile");
  const before = await digest();
  write({ "docs/x.md": "changed" });
  expect(await digest()).toBe(before);
  write({ "docs/readme.md": "changed" });
  expect(await digest()).not.toBe(before);
});

test("pulumi/pulumi-docker#508, moby/moby#33425: patterns with ** and with a slash in front exclude what they exclude in Docker", () => {
  expect(sent("**/__pycache__/**\n/datasets\n")).toEqual(["Dockerfile", "docs/readme.md", "docs/x.md", "src/a.py"]);
});

test("redpwn/rcds#118: a Dockerfile that is excluded is sent, and counts", async () => {
  expect(sent("*\n")).toEqual(["Dockerfile"]);
  const before = await contextDigest(root, ".", "Dockerfile");
  write({ Dockerfile: "FROM another" });
  expect(await contextDigest(root, ".", "Dockerfile")).not.toBe(before);
});
