import { createHash } from "node:crypto";
import type { IngressRoutesInputs, IngressRoutesOutputs } from "@berth/resources/host-types";
import { absolutePath, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { runRemote } from "../ssh-access/remote-command";
import { applyRoutes, routesDiffer } from "./apply-routes";

const containerName = { pattern: /^[a-zA-Z0-9][a-zA-Z0-9_.-]*$/, meaning: "the name of a container" };

/** The routes of the ingress in a container of a host; a change is a reload of its server. They go with the ingress' volume. */
export const ingressRoutes: ResourceKind<IngressRoutesInputs, IngressRoutesOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    container: text(containerName),
    containerId: text(),
    routes: text(),
  },
  replaceKeys: ["host"],
  drift: async ({ inputs, outputs }) => ((await routesDiffer(runRemote, inputs, outputs.digest)) ? ["digest"] : []),
  planned: (_urn, { routes }) => Promise.resolve({ digest: digestOf(routes) }),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/routes`,
    outputs: await apply(operation, inputs),
  }),
  update: apply,
  delete: () => Promise.resolve(),
};

async function apply(operation: Operation, inputs: IngressRoutesInputs): Promise<IngressRoutesOutputs> {
  const digest = digestOf(inputs.routes);
  await applyRoutes(operation, { run: runRemote, ...inputs, digest });
  return { digest };
}

function digestOf(routes: string): string {
  return createHash("sha256").update(routes).digest("hex");
}
