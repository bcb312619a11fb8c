import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { cloudFindings } from "../../commands/doctor-cloud";

const folder = mkdtempSync(join(tmpdir(), "doctor-cloud-"));
const path = process.env.PATH;
// No real image: the id says so.
const config = { "berth:target": "aws", "aws:region": "eu-central-1", "berth:image": "ami-00000000000000001" };

beforeEach(() => {
  process.env.PATH = `${folder}${delimiter}${path ?? ""}`;
});
afterEach(() => {
  process.env.PATH = path;
});
afterAll(() => rmSync(folder, { recursive: true, force: true }));

/** Stands in for the AWS client. */
function client(script: string): void {
  writeFileSync(join(folder, "aws"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "aws"), 0o755);
}

const loggedIn = "echo arn:aws:iam::000000000000:user/test";

test("a logged-in client and a complete config are all that is needed", async () => {
  client(loggedIn);
  const findings = await cloudFindings({ ...config, "berth:adminCidrs": ["10.0.0.0/8"] });
  expect(findings.map(({ ok, found }) => [ok, found])).toEqual([
    [true, "arn:aws:iam::000000000000:user/test"],
    [true, "complete"],
  ]);
});

test("expired credentials and every fault of the config are told with their fix", async () => {
  client("echo 'ExpiredToken: the security token is expired' >&2\nexit 254");
  const findings = await cloudFindings({ ...config, "aws:region": "Frankfurt", "berth:adminCidrs": ["10.0.0.0/8"] });
  expect(findings).toEqual([
    {
      check: "aws is logged in",
      ok: false,
      found: "ExpiredToken: the security token is expired",
      fix: "install the AWS CLI and log in, `aws sso login` or `aws configure`",
    },
    {
      check: "configuration",
      ok: false,
      found: 'aws:region: must be a region\'s name, say eu-central-1 (got "Frankfurt")',
      fix: "docs/configuration.md describes every key",
    },
  ]);
});

test("without adminCidrs the client has to know the tunnel", async () => {
  const answering = (version: string) =>
    `case "$1" in --version) echo aws-cli/${version} Python/3;; *) ${loggedIn};; esac`;
  client(answering("1.45.11"));
  expect((await cloudFindings(config)).at(-1)).toMatchObject({ ok: false, found: "1.45.11" });
  client(answering("2.31.0"));
  expect((await cloudFindings(config)).at(-1)).toMatchObject({ ok: true, found: "2.31.0" });
});

test("a local stack needs none of it", async () => {
  expect(await cloudFindings({ "berth:target": "local" })).toEqual([]);
});
