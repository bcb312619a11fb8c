import type { DiskRoomInputs, DiskRoomOutputs } from "@berth/resources/host-types";
import { absolutePath, list, text } from "../fields";
import { imageReference } from "../image-reference";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { runRemote } from "../ssh-access/remote-command";
import { requireRoom } from "./require-room";

/** That a host has room for images, checked before one of them comes. It lives in the state alone, so that a run without another image makes no request. */
export const diskRoom: ResourceKind<DiskRoomInputs, DiskRoomOutputs> = {
  fields: { sshConfig: absolutePath, host: text(alias), images: list(text(imageReference)), generation: text() },
  replaceKeys: ["host"],
  create: async (operation, inputs) => ({ id: inputs.host, outputs: await check(operation, inputs) }),
  update: check,
  delete: () => Promise.resolve(),
};

async function check(operation: Operation, { sshConfig, host, images }: DiskRoomInputs): Promise<DiskRoomOutputs> {
  await requireRoom(operation, { run: runRemote, host: { config: sshConfig, alias: host }, images });
  return { fitting: images };
}
