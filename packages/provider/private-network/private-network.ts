import { rm } from "node:fs/promises";
import { dirname } from "node:path";
import type { PrivateNetworkInputs, PrivateNetworkOutputs } from "@berth/resources/local-types";
import { absolutePath } from "../fields";
import { removeIfEmpty } from "../file-presence";
import type { ResourceKind } from "../resource-kind";
import { answers, endSwitch, ensureSwitch, socketOf } from "./switch-process";

/** A switch process in a session of its own, found by its own command line. */
export const privateNetwork: ResourceKind<PrivateNetworkInputs, PrivateNetworkOutputs> = {
  fields: { directory: absolutePath },
  replaceKeys: ["directory"],
  drift: async ({ outputs }) => ((await answers(outputs.socket)) ? [] : ["socket"]),
  // The machines on it need not restart with it.
  planned: (_urn, { directory }) => Promise.resolve({ socket: socketOf(directory) }),
  create: async (_operation, { directory }) => ({ id: directory, outputs: await ensureSwitch(directory) }),
  update: (_operation, { directory }) => ensureSwitch(directory),
  delete: async (_operation, { inputs }) => {
    await endSwitch(inputs.directory);
    const socket = socketOf(inputs.directory);
    await rm(dirname(socket), { recursive: true, force: true });
    await removeIfEmpty(dirname(dirname(socket)));
  },
};
