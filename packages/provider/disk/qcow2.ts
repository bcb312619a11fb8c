import { parseJson } from "@berth/json/parse-json";
import { runCommand } from "@berth/process/run-command";
import * as v from "valibot";

const imageInfo = v.object({ "virtual-size": v.number(), format: v.string() });

const gib = 1024 ** 3;
const limitMs = 60_000;

/** Makes an empty qcow2; the caller sees to it that the path is free. */
export async function createQcow2(path: string, sizeGiB: number, signal: AbortSignal): Promise<void> {
  await qemuImg(["create", "-q", "-f", "qcow2", path, `${sizeGiB}G`], signal);
}

/** Makes a qcow2 whose unwritten blocks are read from a base, which must never change. */
export async function createOverlay(path: string, base: string, signal: AbortSignal): Promise<void> {
  await qemuImg(["create", "-q", "-f", "qcow2", "-F", "qcow2", "-b", base, path], signal);
}

/** Grows a qcow2 that no running machine has. */
export async function resizeQcow2(path: string, sizeGiB: number, signal: AbortSignal): Promise<void> {
  await qemuImg(["resize", "-q", "-f", "qcow2", path, `${sizeGiB}G`], signal);
}

/** Virtual size, also while a machine runs on it. */
export async function sizeGiBOf(path: string): Promise<number> {
  const { stdout } = await qemuImg(["info", "-U", "--output=json", path]);
  const info = parseJson(imageInfo, stdout, `qemu-img info ${path}`);
  if (info.format !== "qcow2") throw new Error(`${path} is a ${info.format} file, not qcow2: move it away`);
  return info["virtual-size"] / gib;
}

/** Whether a running QEMU has it open for writing. */
export async function isInUse(path: string): Promise<boolean> {
  return qemuImg(["info", path]).then(
    () => false,
    (error: unknown) => {
      if (String(error).includes("lock")) return true;
      throw error;
    },
  );
}

async function qemuImg(words: readonly string[], signal?: AbortSignal): Promise<{ stdout: string }> {
  return runCommand(["qemu-img", ...words], { limitMs, ...(signal && { signal }) }).catch((error: unknown) => {
    if (error instanceof Error && error.message.endsWith("is not installed")) {
      throw new Error("qemu-img is not installed: run `npm run setup`, or install the package qemu-utils", {
        cause: error,
      });
    }
    throw error;
  });
}
