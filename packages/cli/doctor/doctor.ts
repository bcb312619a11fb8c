import { statfs } from "node:fs/promises";
import { freemem, homedir } from "node:os";
import { finishCommand } from "@berth/process/run-command";
import type { CommandLine } from "../parse-command-line";
import { type Stack, stackConfig } from "../stack";
import { chooseTool } from "../tool";
import { cloudFindings } from "./cloud-findings";
import type { Finding } from "./finding";

/** A local stack with its images takes about half of this; the guest may write the rest. */
const roomGiB = 10;
const oldestQemu = 10;
const options = { limitMs: 10_000, sharesGroup: true };

/** `berth doctor`: prints what a stack needs on this computer, what was found, and the fix for what is missing. */
export async function doctor(stack: Stack, { flags }: CommandLine): Promise<number> {
  const local = [qemu(), program("mmdebstrap"), program("ssh", "-V"), room()];
  const findings = [
    tool(),
    ...(stack.local
      ? [memory(), ...(await Promise.all(local))]
      : await cloudFindings(stack.name, stackConfig(stack.name))),
  ];
  process.stdout.write(
    flags.has("json") ? `${JSON.stringify(findings, undefined, 2)}\n` : findings.map(describe).join(""),
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
  const { stdout } = await finishCommand(["qemu-system-x86_64", "--version"], options);
  const found = /version (\S+)/.exec(stdout)?.[1] ?? "not found";
  const fix = `npx berth setup installs QEMU ${oldestQemu}; an older one crashes the guest's kernel under emulation`;
  return { check: `QEMU ${oldestQemu} or newer`, ok: Number.parseInt(found) >= oldestQemu, found, fix };
}

async function program(name: string, versionFlag = "--version"): Promise<Finding> {
  const { exitCode, stdout, stderr } = await finishCommand([name, versionFlag], options);
  const found = exitCode === 0 ? ((stdout || stderr).split("\n")[0] ?? "") : "not found";
  return { check: name, ok: exitCode === 0, found, fix: "npx berth setup installs it" };
}

async function room(): Promise<Finding> {
  const { bavail, bsize } = await statfs(homedir());
  const free = (bavail * bsize) / 2 ** 30;
  return {
    check: `${roomGiB} GiB free in ${homedir()}`,
    ok: free >= roomGiB,
    found: `${free.toFixed(1)} GiB`,
    fix: "free some space; machine images in ~/.cache/berth can be deleted, the next up builds them again",
  };
}

function memory(): Finding {
  const free = freemem() / 2 ** 30;
  return {
    check: "3 GiB of memory free",
    ok: free >= 3,
    found: `${free.toFixed(1)} GiB`,
    fix: "close other programs, or lower memoryMiB of the stack",
  };
}

function describe({ check, ok, found, fix }: Finding): string {
  return `${ok ? "ok  " : "BAD "} ${check}: ${found}${ok || fix === undefined ? "" : `\n     fix: ${fix}`}\n`;
}
