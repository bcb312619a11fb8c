import type { RegistryAuthorityInputs, RegistryAuthorityOutputs } from "@berth/resources/host-types";
import { absolutePath, text } from "../fields";
import type { Operation, ResourceKind } from "../resource-kind";
import { alias } from "../ssh-access/host-alias";
import { runRemote } from "../ssh-access/remote-command";
import { digestOf, distrustRegistry, trustDiffers, trustRegistry } from "./trust-registry";

const registryHost = {
  pattern: /^[a-z0-9][a-z0-9.-]*(:\d{1,5})?$/,
  meaning: "the host of a registry in small letters, with its port where it has one",
};
const certificates = {
  pattern: /^(-----BEGIN CERTIFICATE-----\n[\w+/=\n]+\n-----END CERTIFICATE-----\n)+$/,
  meaning: "certificates in PEM and nothing else",
};

/** The authority of a registry where Docker of a host looks for it. */
export const registryAuthority: ResourceKind<RegistryAuthorityInputs, RegistryAuthorityOutputs> = {
  fields: {
    sshConfig: absolutePath,
    host: text(alias),
    generation: text(),
    registry: text(registryHost),
    certificates: text(certificates),
  },
  replaceKeys: ["host", "registry"],
  drift: async ({ inputs, outputs }) =>
    (await trustDiffers({ run: runRemote, ...inputs }, outputs.digest)) ? ["digest"] : [],
  planned: (_urn, inputs) => Promise.resolve({ digest: digestOf(inputs.certificates) }),
  create: async (operation, inputs) => ({
    id: `${inputs.host}/${inputs.registry}`,
    outputs: await trust(operation, inputs),
  }),
  update: trust,
  delete: (operation, { inputs }) => distrustRegistry(operation, { run: runRemote, ...inputs }),
};

async function trust(operation: Operation, inputs: RegistryAuthorityInputs): Promise<RegistryAuthorityOutputs> {
  operation.progress(`trusting the authority of ${inputs.registry}`);
  await trustRegistry(operation, { run: runRemote, ...inputs }, inputs.certificates);
  return { digest: digestOf(inputs.certificates) };
}
