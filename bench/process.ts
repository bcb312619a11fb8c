import { spawn } from "node:child_process";

/** Runs argv to its end (at most ten minutes; `codes`: how it may end) and gives the wall-clock seconds; rejects with the last lines when it fails. */
export function seconds(
  argv: readonly string[],
  options: { cwd?: string; input?: string; env?: Record<string, string>; codes?: readonly number[] } = {},
): Promise<number> {
  const [command = "", ...args] = argv;
  const begin = process.hrtime.bigint();
  const child = spawn(command, args, { cwd: options.cwd, timeout: 600_000, env: { ...process.env, ...options.env } });
  let output = "";
  for (const stream of [child.stdout, child.stderr]) {
    stream.setEncoding("utf8").on("data", (text: string) => {
      output += text;
    });
  }
  child.stdin.end(options.input ?? "");
  return new Promise((resolve, reject) => {
    child.on("error", reject);
    child.on("close", (code) => {
      const taken = Number(process.hrtime.bigint() - begin) / 1e9;
      if (code !== null && (options.codes ?? [0]).includes(code)) resolve(taken);
      else
        reject(
          new Error(`${argv.join(" ")}: exit code ${code ?? "none"}\n${output.split("\n").slice(-15).join("\n")}`),
        );
    });
  });
}

/** Seconds until `probe` resolves to true, called ten times a second; rejects after `limitSeconds`. */
export async function secondsUntil(what: string, limitSeconds: number, probe: () => Promise<boolean>): Promise<number> {
  const begin = Date.now();
  while (Date.now() - begin < limitSeconds * 1000) {
    if (await probe()) return (Date.now() - begin) / 1000;
    await new Promise((wake) => setTimeout(wake, 100));
  }
  throw new Error(`${what}: not within ${limitSeconds} s`);
}
