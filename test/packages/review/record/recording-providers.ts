import { createDockerProvider } from "../../../../packages/docker/provider";
import { type PropertyMap, Secret } from "../../../../packages/model/property";
import type { Provider } from "../../../../packages/model/provider";
import { kinds } from "../../../../packages/provider/provider";
import { fakeAws } from "../../../infra/support/fake-aws";
import { fakeAzure } from "../../../infra/support/fake-azure";
import { FakeCloud, type Kind } from "../../../infra/support/fake-cloud";

/** Providers that answer previews as the real ones do; what they "make" exists in memory only. */
export function recordingProviders(programFolder: string): ReadonlyMap<string, () => Provider> {
  const berth = withHeldValues(new FakeCloud(berthKinds()).provider());
  const docker = dockerWithoutDaemon(programFolder);
  return new Map([
    ["aws", () => withRegion(fakeAws().provider())],
    ["azure-native", fakeAzure().provider],
    ["berth", () => berth],
    ["docker", () => docker],
  ]);
}

function berthKinds(): Readonly<Record<string, Kind>> {
  return Object.fromEntries(
    Object.entries(kinds).map(([type, { replaceKeys }]) => [
      type,
      { replaceKeys, outputs: (id: string) => berthOutputs(type, id) },
    ]),
  );
}

function berthOutputs(type: string, id: string): PropertyMap {
  const name = type.split(":").at(-1) ?? "";
  const outputs: Readonly<Record<string, PropertyMap>> = {
    KeyPair: {
      publicKey: `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"A".repeat(40)}${id.replace(/\D/g, "")} nobody`,
      privateKey: new Secret("CANARY"),
      fingerprint: "SHA256:x",
    },
    Address: { address: "127.1.2.3", hostPorts: { "22": 20022, "80": 8080, "443": 20443 } },
    Disk: { path: "/disks/data.qcow2" },
    Image: { digest: "d".repeat(64), rootDisk: "/i/root", kernel: "/i/kernel", initrd: "/i/initrd" },
    Machine: { bootId: "boot-1", rootId: "root-1", acceleration: "tcg" },
    SshAccess: { configPath: "/ssh/config" },
    Ready: { kernel: "6.12", selinux: "Enforcing", dockerVersion: "26", bootSeconds: 20, readyHost: "host" },
    PublicPorts: { opened: ["80"] },
    Password: { result: new Secret("CANARY") },
    PolicyModule: { digest: "loaded" },
    ConsoleHostKey: { publicKey: `ssh-ed25519 ${"B".repeat(68)}` },
  };
  return outputs[name] ?? {};
}

/** Another region is another provider, and everything in it is recreated. */
function withRegion(provider: Provider): Provider {
  return {
    ...provider,
    diffConfig: async (request) => {
      const isMoved = request.oldInputs.region !== request.newInputs.region;
      const diff = await provider.diffConfig(request);
      return isMoved ? { ...diff, changes: "some", replaceKeys: ["region"], changedKeys: ["region"] } : diff;
    },
  };
}

/** Pinned holds its value until its generation is raised; an image that is named by its id needs no finding. */
function withHeldValues(provider: Provider): Provider {
  return {
    ...provider,
    create: async (request) => {
      const made = await provider.create(request);
      return { ...made, outputs: { ...made.outputs, ...givenOutputs(request) } };
    },
    update: async (request) => {
      const made = await provider.update(request);
      const isHeld = isPinned(request.urn) && request.oldInputs.generation === request.inputs.generation;
      const given = isHeld ? { held: request.oldOutputs.held ?? null } : givenOutputs(request);
      return { outputs: { ...made.outputs, ...given } };
    },
  };
}

function isPinned(urn: string): boolean {
  return urn.includes("berth:index:Pinned::");
}

/** What an input says already. */
function givenOutputs({ urn, inputs }: { urn: string; inputs: PropertyMap }): PropertyMap {
  if (isPinned(urn)) return { held: inputs.value ?? null };
  if (urn.includes("berth:index:Claim::")) return { claimed: inputs.thing ?? null };
  return urn.includes("berth:index:FoundImage::") ? { imageId: inputs.image ?? null } : {};
}

/** The real provider checks, compares and previews; containers are made by nobody. */
function dockerWithoutDaemon(folder: string): Provider {
  const real = createDockerProvider({ folder });
  const nobody = new FakeCloud({}).provider();
  return {
    ...real,
    create: (request) => (request.preview ? real.create(request) : nobody.create(request)),
    update: async (request) =>
      request.preview ? real.update(request) : { outputs: { ...request.oldOutputs, ...request.inputs } },
    delete: (request) => nobody.delete(request),
    read: ({ id, inputs, outputs }) => Promise.resolve({ id, inputs, outputs }),
    configure: () => Promise.resolve(),
  };
}
