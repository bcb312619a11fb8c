import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

const helper = resolve(__dirname, "../../../../packages/provider/pulled-image/docker-credential-berth-acr");
const folder = mkdtempSync(join(tmpdir(), "acr-helper-"));
const log = join(folder, "asked");
afterAll(() => rmSync(folder, { recursive: true }));
afterEach(() => rmSync(log, { force: true }));

/** Stands in for curl: metadata service and registry, with their answers as both document them. */
function answering({ identity = "IDENTITY-TOKEN", exchange = '{"refresh_token":"REGISTRY-TOKEN"}' } = {}): void {
  const script = `#!/bin/sh
echo "$*" >>${log}
case "$*" in
*169.254.169.254*) echo '{"access_token":"${identity}","expires_in":"86399","token_type":"Bearer"}' ;;
*) cat >>${log}; echo >>${log}; echo '${exchange}' ;;
esac
`;
  writeFileSync(join(folder, "curl"), script);
  chmodSync(join(folder, "curl"), 0o755);
}

function run(verb: string, input: string) {
  const env = { PATH: `${folder}:/usr/bin:/bin` };
  const { status, stdout } = spawnSync(helper, verb === "" ? [] : [verb], { input, env, encoding: "utf8" });
  return { status, stdout };
}

test("trades the machine's identity for a token of the registry, which goes by pipes only", () => {
  answering();
  const { status, stdout } = run("get", "https://links.azurecr.io\n");
  expect(status).toBe(0);
  expect(JSON.parse(stdout)).toEqual({
    ServerURL: "links.azurecr.io",
    Username: "00000000-0000-0000-0000-000000000000",
    Secret: "REGISTRY-TOKEN",
  });
  const common = "--fail --silent --show-error --max-time 30";
  expect(readFileSync(log, "utf8").split("\n")).toEqual([
    `${common} --noproxy * --header Metadata:true http://169.254.169.254/metadata/identity/oauth2/token?api-version=2018-02-01&resource=https%3A%2F%2Fcontainerregistry.azure.net`,
    `${common} --data @- https://links.azurecr.io/oauth2/exchange`,
    "grant_type=access_token&service=links.azurecr.io&access_token=IDENTITY-TOKEN",
    "",
  ]);
});

test.each(["https://index.docker.io/v1/", "evil.example.org/.azurecr.io", "azurecr.io.example.org", ""])(
  "gives %j nothing, without a request",
  (server) => {
    answering();
    expect(run("get", `${server}\n`).status).toBe(1);
    expect(existsSync(log)).toBe(false);
  },
);

test("a registry that does not know the machine is an error", () => {
  answering({ exchange: '{"errors":[{"code":"UNAUTHORIZED"}]}' });
  expect(run("get", "links.azurecr.io\n")).toEqual({
    status: 1,
    stdout: "links.azurecr.io gave no token for this machine's identity\n",
  });
});

test("keeps nothing, so that there is nothing to erase", () => {
  expect(run("store", '{"ServerURL":"x","Secret":"y"}')).toEqual({ status: 0, stdout: "" });
  expect(run("erase", "x")).toEqual({ status: 0, stdout: "" });
  expect(run("list", "")).toEqual({ status: 0, stdout: "{}\n" });
  expect(run("", "").status).toBe(1);
});
