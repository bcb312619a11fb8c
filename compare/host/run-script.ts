import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "../../provider/run-command";

/** A script beside services.sh that measures on a host. */
export type Script = "memory" | "cpu" | "disk" | "isolation" | "restart" | "boot";

/** How the administrator reaches a host; the alias is in the ssh_config. */
export interface AdminAccess {
  readonly sshConfig: string;
  readonly name: string;
}

const limitMs = 240_000;
const folder = join(__dirname, "..", "scripts");

/** Runs a script as root on a host, services.sh before it, and gives what it printed; rejects with its last lines. */
export async function runScript({ sshConfig, name }: AdminAccess, script: Script, ...words: string[]): Promise<string> {
  const input = ["services.sh", `${script}.sh`].map((file) => readFileSync(join(folder, file), "utf8")).join("\n");
  // Read to its end before it begins: nothing that it starts can eat the rest of it.
  const remote = ["sudo", "bash", "-c", '"$(cat)"', `${script}.sh`, ...words].join(" ");
  const { stdout } = await runCommand(["ssh", "-F", sshConfig, "-T", `${name}-admin`, remote], { input, limitMs });
  return stdout;
}
