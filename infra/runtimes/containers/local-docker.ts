import { finishCommandSync } from "@berth/process/finish-command-sync";
import { lastLines } from "@berth/process/last-lines";
import * as pulumi from "@pulumi/pulumi";

const limitMs = 20_000;

const logins = {
  ecr: "`aws ecr get-login-password | docker login --username AWS --password-stdin REGISTRY`, or the helper docker-credential-ecr-login",
  acr: "`az acr login --name REGISTRY`",
} as const;

/** Throws when this computer has no Docker that answers: a registry's images are built and pushed here. */
export function requireLocalDocker(registry: keyof typeof logins): void {
  const command = ["docker", "version", "--format", "{{.Server.Version}}"];
  const { exitCode, stderr } = finishCommandSync(command, { limitMs });
  if (exitCode === 0) return;
  const cause = lastLines(stderr, 1);
  throw new pulumi.RunError(
    `registry: ${registry} builds the images on this computer and pushes them, and no Docker answers here (${cause}). Start Docker and log in with ${logins[registry]}; or set registry to none, and the hosts build them.`,
  );
}
