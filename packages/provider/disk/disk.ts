import { mkdir, rename, rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import type { DiskInputs, DiskOutputs } from "@berth/resources/local-types";
import { parseUrn } from "@berth/model/urn";
import { absolutePath, integer } from "../fields";
import { exists, removeIfEmpty } from "../file-presence";
import { requireFreeSpace } from "../free-space";
import type { Operation, ResourceKind } from "../resource-kind";
import { growAttached, noteDetached } from "./attached-disk";
import { createQcow2, isInUse, resizeQcow2, sizeGiBOf } from "./qcow2";

/** A new disk is nearly empty: what it may grow to is not asked for, but no start on a full file system. */
const minimumFreeGiB = 2;

/** A file; nothing here ever overwrites one. */
export const disk: ResourceKind<DiskInputs, DiskOutputs> = {
  fields: { directory: absolutePath, sizeGiB: integer(1, 16 * 1024) },
  replaceKeys: ["directory"],
  deleteBeforeReplace: true,
  faults: (news, olds) => (olds === undefined ? [] : shrinkFaults(news, olds)),
  drift: async ({ outputs }) => ((await exists(outputs.path)) ? [] : ["path"]),
  planned: (urn, news) => Promise.resolve({ path: pathOf(parseUrn(urn).name, news) }),
  create: async (operation, inputs) => {
    const path = pathOf(operation.name, inputs);
    await mkdir(inputs.directory, { recursive: true, mode: 0o700 });
    await ((await exists(path)) ? adopt(operation, path, inputs) : make(operation, path, inputs));
    return { id: path, outputs: { path } };
  },
  update: async (operation, news, { outputs: { path } }) => {
    if (await exists(path)) await grow(operation, path, news.sizeGiB);
    else {
      operation.warn(`${path} was gone: made again, empty`);
      await mkdir(news.directory, { recursive: true, mode: 0o700 });
      await make(operation, path, news);
    }
    return { path };
  },
  delete: async (_operation, { outputs: { path } }) => {
    if ((await exists(path)) && (await isInUse(path))) {
      throw new Error(`delete ${path}: a running machine uses it: stop that machine first`);
    }
    await noteDetached(path);
    await rm(path, { force: true });
    await removeIfEmpty(dirname(path));
  },
  read: async ({ outputs }) => ((await exists(outputs.path)) ? outputs : undefined),
};

function shrinkFaults(news: DiskInputs, olds: DiskInputs): ReturnType<NonNullable<typeof disk.faults>> {
  if (news.sizeGiB >= olds.sizeGiB || news.directory !== olds.directory) return [];
  const reason = `a disk can't shrink: it has ${olds.sizeGiB} GiB, ${news.sizeGiB} would cut data off; give ${olds.sizeGiB} or more`;
  return [{ property: "sizeGiB", reason }];
}

function pathOf(name: string, { directory }: DiskInputs): string {
  return join(directory, `${name}.qcow2`);
}

async function make(operation: Operation, path: string, { directory, sizeGiB }: DiskInputs): Promise<void> {
  await requireFreeSpace(directory, minimumFreeGiB, `make ${path}`);
  const partial = `${path}.partial`;
  await createQcow2(partial, sizeGiB, operation.signal);
  await rename(partial, path);
}

/** Left over by a create that was killed before it was recorded. */
async function adopt(operation: Operation, path: string, { sizeGiB }: DiskInputs): Promise<void> {
  const found = await sizeGiBOf(path);
  if (found > sizeGiB) {
    throw new Error(`${path} is there already with ${found} GiB, more than ${sizeGiB}: give ${found}, or move it away`);
  }
  operation.warn(`${path} was there already: kept with what is on it`);
  await grow(operation, path, sizeGiB);
}

async function grow(operation: Operation, path: string, sizeGiB: number): Promise<void> {
  if ((await sizeGiBOf(path)) >= sizeGiB) return;
  if (await growAttached(path, sizeGiB, operation.signal)) return;
  await resizeQcow2(path, sizeGiB, operation.signal);
}
