import { spawnSync } from "node:child_process";
import * as pulumi from "@pulumi/pulumi";

const limitMs = 20_000;

const logins = {
  ecr: "`aws ecr get-login-password | docker login --username AWS --password-stdin REGISTRY`, or the helper docker-credential-ecr-login",
  acr: "`az acr login --name REGISTRY`",
} as const;

/** Throws when this computer has no Docker that answers: a registry's images are built and pushed here. */
export function requireLocalDocker(registry: keyof typeof logins): void {
  const { error, status, stderr } = spawnSync("docker", ["version", "--format", "{{.Server.Version}}"], {
    timeout: limitMs,
    env: process.env,
    encoding: "utf8",
  });
  if (error === undefined && status === 0) return;
  const cause = error === undefined ? lastLine(stderr) : error.message;
  throw new pulumi.RunError(
    `registry: ${registry} builds the images on this computer and pushes them, and no Docker answers here (${cause}). Start Docker and log in with ${logins[registry]}; or set registry to none, and the hosts build them.`,
  );
}

function lastLine(text: string): string {
  return text.trim().split("\n").at(-1) ?? "";
}
