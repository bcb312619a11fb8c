import { spawn, spawnSync } from "node:child_process";
import { appendFileSync, mkdirSync } from "node:fs";
import { join, resolve } from "node:path";

export const root = resolve(__dirname, "../../..");
/** What CI keeps of a run: logs and screenshots. */
export const artifacts = join(root, "artifacts");

export interface Ran {
  readonly code: number | null;
  readonly output: string;
  readonly seconds: number;
}

export interface Outputs {
  readonly url: string;
  /** Of each route. */
  readonly urls?: readonly string[];
  readonly hosts: readonly {
    name: string;
    address: string;
    sshPort: number;
    user: string;
    sshConfig: string;
    ssh: string;
    /** Port on `address` of each published one, "5353/udp" and "80" alike. */
    ports?: Readonly<Record<string, number>>;
    /** Where hosts have peers. */
    privateAddress?: string;
  }[];
}

/** Runs an npm script of this checkout as a person would, and keeps all it printed in artifacts/e2e.log. */
export function npm(script: string, ...args: string[]): Promise<Ran> {
  return start(script, ...args).done;
}

/** The same, with the process at hand: for those who want to kill it. */
export function start(script: string, ...args: string[]) {
  const begin = Date.now();
  const argv = ["run", "--silent", script, ...(args.length > 0 ? ["--", ...args] : [])];
  const child = spawn("npm", argv, { cwd: root, detached: true, stdio: ["ignore", "pipe", "pipe"] });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  const done = new Promise<Ran>((settle) => {
    child.on("close", (code) => {
      const seconds = (Date.now() - begin) / 1000;
      record(`$ npm ${argv.join(" ")}\n${output}\n# exit ${code ?? "by signal"} after ${seconds.toFixed(1)} s\n`);
      settle({ code, output, seconds });
    });
  });
  return { child, done, output: () => output };
}

export async function readOutputs(stack = "dev"): Promise<Outputs> {
  const { code, output } = await npm("outputs", "--json", "--stack", stack);
  if (code !== 0) throw new Error(`npm run outputs failed:\n${output}`);
  return JSON.parse(output.slice(output.indexOf("{"))) as Outputs;
}

/** Runs a command on the host as the login user; `-admin` in `alias` makes it the administrator. */
export function onHost(outputs: Outputs, command: string, alias = host(outputs).name): Ran {
  const begin = Date.now();
  const { status, stdout, stderr } = spawnSync("ssh", ["-F", host(outputs).sshConfig, alias, command], {
    encoding: "utf8",
    timeout: 240_000,
  });
  record(`$ [${alias}] ${command}\n${stdout}${stderr}# exit ${status ?? "none"}\n`);
  return { code: status, output: stdout + stderr, seconds: (Date.now() - begin) / 1000 };
}

export function asAdmin(outputs: Outputs, command: string): Ran {
  return onHost(outputs, command, `${host(outputs).name}-admin`);
}

export function host(outputs: Outputs) {
  const first = outputs.hosts[0];
  if (first === undefined) throw new Error("the stack has no host");
  return first;
}

/** Waits until `probe` is true, asking each second; throws what it waited for when the limit is over. */
export async function until(
  what: string,
  limitSeconds: number,
  probe: () => Promise<boolean> | boolean,
): Promise<void> {
  const end = Date.now() + limitSeconds * 1000;
  while (Date.now() < end) {
    if (await probe()) return;
    await new Promise((wake) => setTimeout(wake, 1000));
  }
  throw new Error(`${what}: not within ${limitSeconds} s`);
}

/** True when the page at `url` answers 200 within five seconds; whatever else happens is no answer. */
export async function answers(url: string): Promise<boolean> {
  return fetch(url, { signal: AbortSignal.timeout(5000) }).then(
    ({ ok }) => ok,
    () => false,
  );
}

/** Command lines of all QEMU processes whose command line names `folder`. */
export function qemuProcesses(folder: string): string[] {
  const { stdout } = spawnSync("pgrep", ["-af", "qemu-system"], { encoding: "utf8" });
  return stdout.split("\n").filter((line) => line.includes(folder));
}

function record(text: string): void {
  mkdirSync(artifacts, { recursive: true });
  appendFileSync(join(artifacts, "e2e.log"), text);
}
