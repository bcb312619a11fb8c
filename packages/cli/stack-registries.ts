import type { Registries } from "@berth/docker/find-image";
import { describeFaults, schema, type StackConfig } from "@berth/infra/config-schema";
import { registryAuthorities } from "@berth/infra/registry-authorities";
import { registryLogins } from "@berth/infra/registry-logins";
import { finishCommand } from "@berth/process/run-command";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { chooseTool } from "./tool";
import { UsageError } from "./usage-error";

const configLimitMs = 60_000;
const dockerLimitMs = 15_000;

/** How the stack's registries are reached, with its credentials. Only what is needed is read: no passphrase without `registries`. */
export async function stackRegistries(
  stack: Stack,
  written: Readonly<Record<string, unknown>>,
  { defaultRegistry }: Pick<StackConfig, "defaultRegistry">,
): Promise<Registries> {
  const registries = written.registries === undefined ? {} : await readRegistries(stack);
  const { authorities, faults } = registryAuthorities(registries, projectFolder);
  if (faults.length > 0) throw new UsageError(describeFaults(faults).join("\n"));
  const defaultHost = defaultRegistry === "" ? await dockersDefault() : defaultRegistry;
  return { defaultHost, logins: registryLogins(registries), authorities };
}

/** With the passwords, which are in the output of a command that is not shown. */
async function readRegistries(stack: Stack): Promise<StackConfig["registries"]> {
  const { command } = chooseTool(process.env);
  const words = ["config", "get", "registries", "--stack", stack.name, "--cwd", projectFolder];
  const { exitCode, stdout, stderr } = await finishCommand([...command, ...words], {
    limitMs: configLimitMs,
    environment: passphraseEnvironment(stack, process.env),
    sharesGroup: true,
  });
  const registries = exitCode === 0 ? schema.registries.parse(stdout.trim()) : undefined;
  if (registries !== undefined) return registries;
  const why = exitCode === 0 ? `it must be ${schema.registries.must}` : stderr.trim();
  throw new UsageError(`The config key registries can't be read: ${why}`);
}

/** The registry of images without one, by the Docker of this computer; undefined where none answers. */
async function dockersDefault(): Promise<string | undefined> {
  const argv = ["docker", "info", "--format", "{{.IndexServerAddress}}"];
  const { exitCode, stdout } = await finishCommand(argv, { limitMs: dockerLimitMs, sharesGroup: true });
  const address = stdout.trim();
  return exitCode === 0 && URL.canParse(address) ? new URL(address).host : undefined;
}
