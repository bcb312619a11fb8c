import { statfs } from "node:fs/promises";
import { freemem, homedir } from "node:os";
import { runQuiet } from "../child";
import { type Stack, stackConfig } from "../stack";
import { chooseTool } from "../tool";
import { cloudFindings } from "./cloud-findings";
import type { Finding } from "./finding";

/** A finished local stack with its images takes about half of this; the rest is room for the guest to write. */
const roomGiB = 10;
const oldestQemu = 10;

/** `npm run doctor [-- --json]`: what a stack needs on this computer, what is there, and the fix for what is not. */
export async function doctor(stack: Stack, args: readonly string[]): Promise<number> {
  const local = [qemu(), program("mmdebstrap"), program("ssh", "-V"), room()];
  const findings = [
    tool(),
    ...(stack.local
      ? [memory(), ...(await Promise.all(local))]
      : await cloudFindings(stack.name, stackConfig(stack.name))),
  ];
  process.stdout.write(
    args.includes("--json") ? `${JSON.stringify(findings, undefined, 2)}\n` : findings.map(describe).join(""),
  );
  return findings.every(({ ok }) => ok) ? 0 : 1;
}

function tool(): Finding {
  const { kind, command } = chooseTool(process.env);
  return {
    check: "engine",
    ok: true,
    found: kind === "cli" ? `the Pulumi CLI at ${command[0]}` : "no Pulumi CLI: the embedded engine is used",
  };
}

async function qemu(): Promise<Finding> {
  const { stdout } = await runQuiet(["qemu-system-x86_64", "--version"], 10);
  const found = /version (\S+)/.exec(stdout)?.[1] ?? "not found";
  const fix = `npm run setup installs QEMU ${oldestQemu}; an older one crashes the guest's kernel when it emulates`;
  return { check: `QEMU ${oldestQemu} or newer`, ok: Number.parseInt(found) >= oldestQemu, found, fix };
}

async function program(name: string, versionFlag = "--version"): Promise<Finding> {
  const { code, stdout, stderr } = await runQuiet([name, versionFlag], 10);
  const found = code === 0 ? ((stdout || stderr).split("\n")[0] ?? "") : "not found";
  return { check: name, ok: code === 0, found, fix: "npm run setup installs it" };
}

async function room(): Promise<Finding> {
  const { bavail, bsize } = await statfs(homedir());
  const free = (bavail * bsize) / 2 ** 30;
  return {
    check: `${roomGiB} GiB free in ${homedir()}`,
    ok: free >= roomGiB,
    found: `${free.toFixed(1)} GiB`,
    fix: "free some space; ~/.cache/berth holds machine images that can be built again",
  };
}

function memory(): Finding {
  const free = freemem() / 2 ** 30;
  return {
    check: "3 GiB of memory free",
    ok: free >= 3,
    found: `${free.toFixed(1)} GiB`,
    fix: "close something, or lower memoryMiB of the stack",
  };
}

function describe({ check, ok, found, fix }: Finding): string {
  return `${ok ? "ok  " : "BAD "} ${check}: ${found}${ok || fix === undefined ? "" : `\n     fix: ${fix}`}\n`;
}
