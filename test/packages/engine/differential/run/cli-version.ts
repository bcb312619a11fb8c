import { spawnSync } from "node:child_process";

/** The version of the `pulumi` on PATH; undefined when there is none. */
export function cliVersion(): string | undefined {
  const { status, stdout } = spawnSync("pulumi", ["version"], {
    encoding: "utf8",
    env: { ...process.env, PULUMI_SKIP_UPDATE_CHECK: "true" },
  });
  return status === 0 ? stdout.trim() : undefined;
}
