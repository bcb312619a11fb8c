import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "../../../../infra/compose/service-model";
import { Services } from "../../../../infra/runtimes/containers/services";
import { imageService } from "./sample-service";
import { recordResources } from "./record-resources";

/** Proves types, names and inputs of the children for services that are images of a registry. */
const registered: pulumi.runtime.MockResourceArgs[] = [];

beforeAll(async () => {
  await recordResources(registered, { outputs: ({ name }) => ({ imageId: `sha256:${name}` }) });
  await deploy();
});

const compose: ComposeModel = {
  name: "shop",
  networks: [{ name: "default", internal: false, subnet: "10.9.0.0/24" }],
  volumes: ["data", "folder-web"],
  secrets: [],
  folders: [{ name: "web", path: "/srv/web" }],
  services: [
    imageService({
      name: "db",
      networks: ["default"],
      aliases: { default: ["postgres", "db"] },
      addresses: { default: "10.9.0.9" },
      volumes: [{ volume: "data", target: "/data", readOnly: false, subpath: "pg", noCopy: true }],
    }),
    imageService({
      name: "migrate",
      image: { reference: "shop:1", platform: "linux/amd64" },
      restart: "no",
      networks: ["default"],
      dependsOn: ["db"],
    }),
    imageService({
      name: "web",
      image: { reference: "shop:1" },
      networks: ["default"],
      replicas: 2,
      dependsOn: ["migrate"],
      dependencyConditions: { migrate: "completed" },
      folderMounts: [{ folder: "web", target: "/srv", readOnly: true }],
    }),
    imageService({ name: "proxy", networkOf: "db", dependsOn: ["db"] }),
  ],
};

test("pulls each image once, and waits for what Docker's check does not cover", () => {
  expect(registered.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`).sort()).toEqual([
    "Claim services-claim-address-10.9.0.9",
    "Claim services-claim-folder-web",
    "Claim services-claim-subnets",
    "Claim services-claim-volume-data",
    "Container services-db",
    "Container services-migrate",
    "Container services-proxy",
    "Container services-web",
    "Container services-web-2",
    "ContainerOutcome services-db-outcome",
    "ContainerOutcome services-migrate-outcome",
    "ContainerOutcome services-proxy-outcome",
    "ContainerOutcome services-web-2-outcome",
    "ContainerOutcome services-web-outcome",
    "DiskRoom services-room",
    "Network services-default",
    "PolicyModule services-policy",
    "ReleaseHistory services-db-releases",
    "ReleaseHistory services-migrate-releases",
    "ReleaseHistory services-proxy-releases",
    "ReleaseHistory services-web-releases",
    "RemoteImage services-db",
    "RemoteImage services-migrate",
    "RemoteImage services-web",
    "Services services",
    "Volume services-data",
    "Volume services-folder-web",
    expect.stringMatching(/^Volume services-folder-web-[0-9a-f]{8}$/) as string,
  ]);
});

test("records the release of an image by its id, and nothing that was built for the service", () => {
  const { image, release, builtAs, context } = inputsOf("ReleaseHistory", "services-db-releases");
  expect([image, builtAs, context]).toEqual(["sha256:services-db", undefined, undefined]);
  expect(release).toBe("services-db");
});

test("keeps an image on the host, pulls it once a machine, and runs it by its id", () => {
  expect(inputsOf("RemoteImage", "services-migrate")).toEqual({
    name: "shop:1",
    keepLocally: true,
    platform: "linux/amd64",
    triggers: { rootDiskId: "disk" },
  });
  expect(inputsOf("Container", "services-migrate")["image"]).toBe("sha256:services-migrate");
});

test("gives a service its names and its address in a network of that subnet", () => {
  expect(inputsOf("Network", "services-default")["ipamConfigs"]).toEqual([{ subnet: "10.9.0.0/24" }]);
  expect(inputsOf("Container", "services-db")["networksAdvanced"]).toEqual([
    {
      name: expect.stringMatching(/^shop-dev-default-[0-9a-f]{8}$/) as string,
      aliases: ["db", "postgres"],
      ipv4Address: "10.9.0.9",
    },
  ]);
});

test("mounts a part of a volume, and the volume that stands for a folder", () => {
  expect(inputsOf("Container", "services-db")).toMatchObject({
    volumes: [],
    mounts: [
      {
        type: "volume",
        source: "shop-dev-data",
        target: "/data",
        readOnly: false,
        volumeOptions: { noCopy: true, subpath: "pg" },
      },
    ],
  });
  expect(inputsOf("Container", "services-web")["volumes"]).toEqual([
    {
      volumeName: expect.stringMatching(/^shop-dev-folder-web-[0-9a-f]{8}$/) as string,
      containerPath: "/srv",
      readOnly: true,
      selinuxRelabel: "Z",
    },
  ]);
});

test("shares the network of another's container by its id", () => {
  const proxy = inputsOf("Container", "services-proxy");
  expect(proxy["networkMode"]).toBe("container:services-db-id");
  expect(proxy).not.toHaveProperty("networksAdvanced");
});

test("gives replicas one name in the network and one each of their own", () => {
  const [first, second] = ["services-web", "services-web-2"].map((name) => inputsOf("Container", name));
  expect(first?.["name"]).toMatch(/^web-1-[0-9a-f]{8}$/);
  expect(second?.["name"]).toMatch(/^web-2-[0-9a-f]{8}$/);
  expect(second?.["networksAdvanced"]).toEqual(first?.["networksAdvanced"]);
});

test("waits for a job's end and for an unchecked container's start, by what they are", () => {
  expect(inputsOf("ContainerOutcome", "services-migrate-outcome")).toMatchObject({
    host: "main",
    containerId: "services-migrate-id",
    wanted: "completed",
    steadySeconds: 5,
    limitSeconds: 1200,
  });
  expect(inputsOf("ContainerOutcome", "services-db-outcome")).toMatchObject({ wanted: "up", limitSeconds: 300 });
});

async function deploy(): Promise<void> {
  const host = {
    name: "main",
    address: pulumi.output("127.0.0.1"),
    sshPort: pulumi.output(22),
    user: "deploy",
    dockerHost: pulumi.output("ssh://deploy@127.0.0.1:22"),
    sshConfig: pulumi.output("/private/config"),
    hostPorts: pulumi.output<Record<string, number>>({}),
    rootDiskId: pulumi.output("disk"),
    machine: new pulumi.ComponentResource("test:index:Machine", "machine"),
  };
  const services = new Services("services", {
    host,
    compose,
    folder: "/none",
    secrets: new Map(),
    releases: { keep: 3, pins: {} },
  });
  await new Promise((done) => services.containers.apply(done));
  // What waits for a container is registered a moment after it.
  await new Promise((done) => setTimeout(done, 200));
  registered.splice(0, registered.length, ...registered.filter(({ type }) => type !== "test:index:Machine"));
}

function inputsOf(kind: string, name: string): Record<string, unknown> {
  const found = registered.find((args) => args.name === name && args.type.endsWith(`:${kind}`));
  if (found === undefined) throw new Error(`no ${kind} ${name} was registered`);
  return found.inputs as Record<string, unknown>;
}
