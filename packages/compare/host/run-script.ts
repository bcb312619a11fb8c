import { readFileSync } from "node:fs";
import { join } from "node:path";
import { runCommand } from "@berth/process/run-command";
import { shellWord } from "@berth/infra/shell-word";

/** A script that measures on a host; services.sh and health.sh go before it. */
export type Script =
  | "admit"
  | "await"
  | "boot"
  | "container-copy"
  | "copy-bytes"
  | "count-end"
  | "count-start"
  | "cpu"
  | "disk"
  | "image-bytes"
  | "inspect"
  | "isolation"
  | "machine"
  | "marks"
  | "memory"
  | "network"
  | "read-marks"
  | "remove-copies"
  | "restart"
  | "seccomp"
  | "settle"
  | "shut-out"
  | "still";

/** How the administrator reaches a host; the alias is in the ssh_config. */
export interface AdminAccess {
  readonly sshConfig: string;
  readonly name: string;
}

export interface ScriptInput {
  readonly words?: readonly string[];
  /** Arrays of words that it finds set, by name. */
  readonly arrays?: Readonly<Record<string, readonly string[]>>;
}

const limitMs = 300_000;
const folder = join(__dirname, "..", "scripts");

/** Runs a script as root on a host and gives what it printed; rejects with its last lines. */
export async function runScript(
  { sshConfig, name }: AdminAccess,
  script: Script,
  { words = [], arrays = {} }: ScriptInput = {},
): Promise<string> {
  const set = Object.entries(arrays).map(([array, values]) => `${array}=(${values.map(shellWord).join(" ")})`);
  const files = ["services.sh", "health.sh", `${script}.sh`].map((file) => readFileSync(join(folder, file), "utf8"));
  // Read to its end before it begins: nothing that it starts can eat the rest of it.
  const remote = ["sudo", "bash", "-c", '"$(cat)"', `${script}.sh`, ...words.map(shellWord)].join(" ");
  const argv = ["ssh", "-F", sshConfig, "-T", `${name}-admin`, remote];
  const { stdout } = await runCommand(argv, { input: [...set, ...files].join("\n"), limitMs });
  return stdout;
}
