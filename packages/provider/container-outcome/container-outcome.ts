import type { ContainerOutcomeInputs, ContainerOutcomeOutputs } from "@berth/resources/host-types";
import { absolutePath, integer, list, oneOf, optional, port, text } from "../fields";
import type { ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { runRemote } from "../ssh-access/remote-command";
import { awaitOutcome } from "./await-outcome";

const containerName = { pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, meaning: "the name of a container" };

/** That a container got as far as is wanted; lives in the state alone. */
export const containerOutcome: ResourceKind<ContainerOutcomeInputs, ContainerOutcomeOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    container: text(containerName),
    containerId: text(),
    wanted: oneOf("up", "completed"),
    steadySeconds: integer(0, 3600),
    ports: optional(list(port)),
    limitSeconds: integer(1, 86_400),
  },
  replaceKeys: ["container", "containerId", "wanted"],
  create: async (operation, { sshConfig, host, ...awaited }) => {
    const at = { config: sshConfig, alias: host };
    const outcome = await awaitOutcome(operation, { run: runRemote, host: at, ...awaited });
    return { id: `${host}/${awaited.container}`, outputs: { outcome } };
  },
  // Another way to the same host, or another patience: what was reached stays so.
  update: (_operation, _news, { outputs }) => Promise.resolve(outputs),
  delete: () => Promise.resolve(),
};
