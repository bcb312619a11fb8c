import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { ApiRequest } from "../../support/hostile-requests";
import { host, type Outputs } from "./stack";

/** What the login user is answered for each request, in one session. */
export function gateAnswers(outputs: Outputs, requests: readonly ApiRequest[]): readonly string[] {
  const script = readFileSync(join(__dirname, "send-requests.py")).toString("base64");
  const command = `python3 -IBS -c "$(echo ${script} | base64 -d)"`;
  const { stdout, stderr, status } = spawnSync("ssh", ["-F", host(outputs).sshConfig, host(outputs).name, command], {
    input: requests.map((request) => `${JSON.stringify(request)}\n`).join(""),
    encoding: "utf8",
    maxBuffer: 1 << 26,
    timeout: 240_000,
  });
  if (status !== 0) throw new Error(`send-requests.py on ${host(outputs).name}: ${stderr}`);
  return stdout
    .trim()
    .split("\n")
    .map((line) => JSON.parse(line) as string);
}

/** True for a refusal of the gate that names a rule. */
export function isRefusal(answer: string): boolean {
  return /^HTTP\/1\.1 403 [^]*"message": "berth-gate refuses [A-Z]+ \S+: [^]+: [^]+ /.test(answer);
}
