import { readFile } from "node:fs/promises";
import { posix, resolve } from "node:path";
import { EngineError } from "@berth/model/engine-error";
import type { InputsReader } from "../bridge/inputs-reader";
import { tarFile } from "@berth/tar/tar-archive";

export interface Upload {
  /** Folder of the container that the archive is unpacked in. */
  readonly folder: string;
  readonly archive: Buffer;
}

/**
 * One archive a file, unpacked at "/" as the official plugin does. Below a read-only root the daemon refuses that,
 * but takes a folder that lies in a volume: there the file's own folder is named. `now`: seconds since 1970;
 * `programFolder`: what relative sources start from.
 */
export async function packUploads(inputs: InputsReader, now: number, programFolder: string): Promise<Upload[]> {
  const isReadOnly = inputs.flag("readOnly");
  return Promise.all(
    inputs.blocks("uploads").map(async (upload) => {
      const file = upload.text("file") ?? "";
      const folder = isReadOnly ? posix.dirname(file) : "/";
      const path = isReadOnly ? posix.basename(file) : file.replace(/^\/+/, "");
      const [uid, gid] = [Number(upload.text("owner") ?? 0), Number(upload.text("group") ?? 0)];
      return {
        folder,
        archive: tarFile({ path, mode: modeOf(upload), uid, gid, mtime: now }, await contentOf(upload, programFolder)),
      };
    }),
  );
}

function modeOf(upload: InputsReader): number {
  const permissions = upload.text("permissions");
  if (permissions !== undefined) return Number.parseInt(permissions, 8);
  return upload.flag("executable") ? 0o744 : 0o644;
}

async function contentOf(upload: InputsReader, programFolder: string): Promise<Buffer> {
  const [content, base64, source] = [upload.text("content"), upload.text("contentBase64"), upload.text("source")];
  const given = [content, base64, source].filter((value) => value !== undefined);
  if (given.length !== 1) {
    throw new EngineError(`upload ${upload.text("file") ?? ""}: give exactly one of content, contentBase64 and source`);
  }
  if (source !== undefined) return readFile(resolve(programFolder, source));
  return content === undefined ? Buffer.from(base64 ?? "", "base64") : Buffer.from(content);
}
