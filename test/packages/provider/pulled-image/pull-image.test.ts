import { spawnSync } from "node:child_process";
import { chmodSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { pullCommand } from "../../../../packages/provider/pulled-image/await-pull";

/** The real script in a root of its own; docker and apt-get are programs that write down what they are asked. */
const root = mkdtempSync(join(tmpdir(), "pull-image-"));
const bin = join(root, "bin");
const ecr = `000000000000.dkr.ecr.eu-central-1.amazonaws.com/links@sha256:${"a".repeat(64)}`;
const acr = `links.azurecr.io/api@sha256:${"b".repeat(64)}`;

beforeEach(() => {
  for (const folder of ["bin", "run", "usr/local/bin", "etc"]) mkdirSync(join(root, folder), { recursive: true });
  program(
    "docker",
    'case "$*" in *pull*) touch "$BERTH_ROOT/have" ;; esac; [ -e "$BERTH_ROOT/have" ] && echo sha256:0123',
  );
  program("apt-get", "true");
});
afterEach(() => rmSync(root, { recursive: true }));

function program(name: string, script: string): void {
  writeFileSync(join(bin, name), `#!/bin/sh\necho "${name} $*" >>"$BERTH_ROOT/asked"\n${script}\n`);
  chmodSync(join(bin, name), 0o755);
}

/** Runs what the administrator's shell would run, without its sudo. */
function pull(registry: "ecr" | "acr", image: string, withCurl = true) {
  if (withCurl) program("curl", "true");
  const { command, input } = pullCommand(registry, image);
  const env = { PATH: `${bin}:/usr/bin:/bin`, BERTH_ROOT: root };
  const { status, stdout, stderr } = spawnSync("sh", ["-c", command.replace(/^sudo /, "")], {
    input,
    env,
    encoding: "utf8",
  });
  return { status, stdout, stderr };
}

const asked = () => readFileSync(join(root, "asked"), "utf8").trimEnd().split("\n");

test("installs Debian's helper for ECR once, names it for that registry alone, and pulls by digest", () => {
  program(
    "apt-get",
    `case "$*" in *install*) : >"${bin}/docker-credential-ecr-login"; chmod +x "${bin}/docker-credential-ecr-login" ;; esac`,
  );
  expect(pull("ecr", ecr)).toEqual({ status: 0, stdout: "sha256:0123\n", stderr: "" });
  expect(asked()).toEqual([
    "apt-get -qq -o DPkg::Lock::Timeout=300 update",
    "apt-get -qq -o DPkg::Lock::Timeout=300 install --yes --no-install-recommends amazon-ecr-credential-helper",
    `docker image inspect ${ecr}`,
    `docker --config ${root}/etc/berth/registry pull --quiet ${ecr}`,
    `docker image inspect --format {{.Id}} ${ecr}`,
  ]);
  expect(JSON.parse(readFileSync(join(root, "etc/berth/registry/config.json"), "utf8"))).toEqual({
    credHelpers: { "000000000000.dkr.ecr.eu-central-1.amazonaws.com": "ecr-login" },
  });
});

test("leaves the helper for ACR on the host, readable by all and without a secret in it", () => {
  expect(pull("acr", acr).status).toBe(0);
  const helper = readFileSync(join(root, "usr/local/bin/docker-credential-berth-acr"), "utf8");
  expect(helper).toBe(readFileSync("packages/provider/pulled-image/docker-credential-berth-acr", "utf8"));
  expect(asked()).not.toContainEqual(expect.stringContaining("apt-get"));
});

test("an image that is there is not pulled again: the registry may be away", () => {
  writeFileSync(join(root, "have"), "");
  expect(pull("acr", acr).status).toBe(0);
  expect(asked().filter((line) => line.includes("pull"))).toEqual([]);
});

test("a refused pull fails with Docker's message", () => {
  program("docker", 'case "$*" in *pull*) echo "denied: not authorized" >&2; exit 1 ;; *) exit 1 ;; esac');
  expect(pull("acr", acr)).toEqual({ status: 1, stdout: "", stderr: "denied: not authorized\n" });
  expect(existsSync(join(root, "have"))).toBe(false);
});
