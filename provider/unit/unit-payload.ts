import { chmod, copyFile, mkdir, mkdtemp, readFile, rm, stat, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

import { runCommand } from "../run-command";
import { bundleProgram } from "./bundle-program";
import { planText, type UnitInputs } from "./unit-inputs";

const packLimitMs = 60_000;

/**
 * What apply-unit.sh works on, as a compressed tar in base64: the script, its plan, settings and secrets, and the release
 * where the host has not got it. It lies in a folder of this user's alone until it is packed.
 */
export async function unitPayload(inputs: UnitInputs, { withRelease }: { withRelease: boolean }): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), "berth-unit-"));
  try {
    const content = join(folder, "content");
    await copy(join(__dirname, "apply-unit.sh"), join(content, "apply-unit.sh"));
    await write(join(content, "plan"), planText(inputs));
    await mkdir(join(content, "secrets"));
    for (const [name, text] of Object.entries(inputs.secrets)) await write(join(content, "secrets", name), text);
    for (const [path, text] of Object.entries(inputs.settings)) await write(join(content, "settings", path), text);
    if (withRelease) await layRelease(inputs, join(content, "release"));
    const packed = join(folder, "payload.tgz");
    // macOS's tar would add files of its own.
    await runCommand(["env", "COPYFILE_DISABLE=1", "tar", "-czf", packed, "-C", content, "."], {
      limitMs: packLimitMs,
    });
    return (await readFile(packed)).toString("base64");
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function layRelease({ texts, files, bundle }: UnitInputs, folder: string): Promise<void> {
  for (const [name, text] of Object.entries(texts)) await write(join(folder, name), text);
  await chmod(join(folder, "healthcheck"), 0o755);
  for (const [path, source] of Object.entries(files)) await copy(source, join(folder, "files", path));
  if (bundle !== undefined) await bundleProgram(bundle, join(folder, "files", bundle.to));
}

async function copy(source: string, target: string): Promise<void> {
  await mkdir(dirname(target), { recursive: true });
  await copyFile(source, target);
  await chmod(target, ((await stat(source)).mode & 0o100) === 0 ? 0o644 : 0o755);
}

async function write(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true });
  await writeFile(path, text, { mode: 0o644 });
}
