import { chmodSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";
import { requireLocalDocker } from "../../../../infra/runtimes/containers/local-docker";

const folder = mkdtempSync(join(tmpdir(), "local-docker-"));
const path = process.env.PATH;
afterEach(() => {
  process.env.PATH = path;
  rmSync(join(folder, "docker"), { force: true });
});
afterAll(() => rmSync(folder, { recursive: true }));

function docker(script: string): void {
  writeFileSync(join(folder, "docker"), `#!/bin/sh\n${script}\n`);
  chmodSync(join(folder, "docker"), 0o755);
  process.env.PATH = `${folder}${delimiter}${path ?? ""}`;
}

test("accepts a Docker that answers", () => {
  docker("echo 26.1.5");
  expect(() => requireLocalDocker("ecr")).not.toThrow();
});

test("reports a Docker whose daemon does not answer, with the login of the registry", () => {
  docker("echo 'Cannot connect to the Docker daemon at unix:///var/run/docker.sock' >&2; exit 1");
  expect(() => requireLocalDocker("acr")).toThrow(
    "registry: acr builds the images on this computer and pushes them, and no Docker answers here (Cannot connect to the Docker daemon at unix:///var/run/docker.sock). Start Docker and log in with `az acr login --name REGISTRY`; or set registry to none, and the hosts build them.",
  );
});

test("reports a missing Docker", () => {
  process.env.PATH = folder;
  expect(() => requireLocalDocker("ecr")).toThrow(/no Docker answers here \(docker is not installed\)/);
});
