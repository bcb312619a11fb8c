import { runQuiet } from "./child";
import { CommandError } from "./command-error";
import { passphraseEnvironment } from "./passphrase";
import { projectFolder, type Stack } from "./stack";
import { chooseTool } from "./tool";

/** The exports of infra/index.ts. */
export interface Deployed {
  readonly url: string;
  readonly hosts: readonly DeployedHost[];
}

export interface DeployedHost {
  readonly name: string;
  readonly address: string;
  readonly sshPort: number;
  readonly user: string;
  readonly sshConfig: string;
  /** A command line that works as it stands. */
  readonly ssh: string;
}

/** Reads the outputs of a stack that is up; rejects with the command that brings it up. */
export async function readDeployed(stack: Stack): Promise<Deployed> {
  const tool = chooseTool(process.env);
  const words = tool.kind === "cli" ? ["stack", "output"] : ["outputs"];
  const location = ["--cwd", projectFolder, "--stack", stack.name];
  const { code, stdout, stderr } = await runQuiet(
    [...tool.command, ...words, "--json", ...location],
    60,
    passphraseEnvironment(stack, process.env),
  );
  const parsed: unknown = code === 0 ? JSON.parse(stdout || "{}") : undefined;
  if (!isDeployed(parsed)) {
    throw new CommandError(
      `Stack ${stack.name} is not up. Bring it up with: npm run up -- --stack ${stack.name}\n${stderr.trim()}`.trim(),
    );
  }
  return parsed;
}

/** The named host, or the first. */
export function pickHost({ hosts }: Deployed, name: string | undefined): DeployedHost {
  const host = name === undefined ? hosts[0] : hosts.find((each) => each.name === name);
  if (host === undefined)
    throw new CommandError(`There is no host ${name ?? ""}; there are: ${hosts.map((each) => each.name).join(", ")}.`);
  return host;
}

function isDeployed(value: unknown): value is Deployed {
  return (
    typeof value === "object" &&
    value !== null &&
    "url" in value &&
    "hosts" in value &&
    Array.isArray(value.hosts) &&
    value.hosts.length > 0
  );
}
