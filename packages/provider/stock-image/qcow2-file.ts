import { open } from "node:fs/promises";

const magic = "QFI\xfb";

/** Rejects a file that is no qcow2: a raw disk would be taken for what its first bytes say. */
export async function requireQcow2(path: string): Promise<void> {
  const file = await open(path);
  try {
    const { buffer, bytesRead } = await file.read(Buffer.alloc(magic.length), 0, magic.length, 0);
    if (bytesRead === magic.length && buffer.toString("latin1") === magic) return;
  } finally {
    await file.close();
  }
  throw new Error(`${path} is not a qcow2 file: make it one with \`qemu-img convert -f raw -O qcow2 ${path} NEW\``);
}
