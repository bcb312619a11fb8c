import * as pulumi from "@pulumi/pulumi";
import { diskRoom } from "../../../../infra/runtimes/containers/disk-room";
import type { ImageOrigin } from "../../../../infra/runtimes/containers/image-origin";
import { imageService } from "./sample-service";

test("names each image that a host is to have once, as it is called there, and none that it keeps", async () => {
  const registered: pulumi.runtime.MockResourceArgs[] = [];
  await pulumi.runtime.setMocks(
    { newResource: (args) => (registered.push(args), { id: "room", state: args.inputs as object }), call: () => ({}) },
    "berth",
    "dev",
  );
  const image = { reference: "postgres:17" };
  const source = { name: "shop/api:0123456789ab" } as Extract<ImageOrigin, { kind: "built" }>["source"];
  const images = { kind: "ecr" as const, pullRights: () => [] };
  const pushed = new Map([["pushed", pulumi.output("registry.test/shop@sha256:1")]]);
  const origins = new Map<string, ImageOrigin>([
    ["db", { kind: "remote", image }],
    ["other_db", { kind: "remote", image }],
    ["api", { kind: "built", source }],
    ["sent", { kind: "sent", image: { image: pulumi.output("not waited for"), tag: "ba9876543210" } }],
    ["pushed", { kind: "pushed", images: { ...images, references: pushed } }],
    ["pinned", { kind: "kept", release: "0123456789ab" }],
  ]);
  const services = [...origins.keys()].map((name) => imageService({ name }));
  const host = {
    ...{ name: "main", user: "deploy", machine: new pulumi.ComponentResource("test:index:Machine", "machine") },
    ...{ address: pulumi.output("127.0.0.1"), sshPort: pulumi.output(22), dockerHost: pulumi.output("ssh://x") },
    ...{
      sshConfig: pulumi.output("/private/config"),
      hostPorts: pulumi.output<Record<string, number>>({}),
      rootDiskId: pulumi.output("disk"),
    },
  };
  const room = diskRoom("services-room", { host, compose: { name: "shop", services }, origins }, {});
  await new Promise((done) => room.urn.apply(done));
  const found = registered.filter(({ name }) => name === "services-room");
  expect(found.map(({ type, inputs }) => ({ type, inputs: inputs as unknown }))).toEqual([
    {
      type: "berth:index:DiskRoom",
      inputs: {
        ...{ sshConfig: "/private/config", host: "main", generation: "disk" },
        images: ["postgres:17", "shop/api:0123456789ab", "shop/sent:ba9876543210", "registry.test/shop@sha256:1"],
      },
    },
  ]);
});
