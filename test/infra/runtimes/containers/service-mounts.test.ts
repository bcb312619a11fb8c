import * as pulumi from "@pulumi/pulumi";
import { serviceMounts } from "../../../../infra/runtimes/containers/service-mounts";
import { sampleService } from "./sample-service";

const names = { volume: (name: string) => pulumi.output(name), folder: (name: string) => pulumi.output(name) };
const uploads = { volume: "uploads", target: "/uploads", readOnly: false };

test("has the daemon give volumes and folders the level of the container", () => {
  const service = sampleService({
    volumes: [uploads],
    folderMounts: [{ folder: "exports", target: "/exports", readOnly: true }],
  });
  const { volumes, mounts } = serviceMounts(service, names);
  expect(volumes).toMatchObject([
    { containerPath: "/uploads", readOnly: false, selinuxRelabel: "Z" },
    { containerPath: "/exports", readOnly: true, selinuxRelabel: "Z" },
  ]);
  expect(mounts).toEqual([]);
});

test("leaves a mount of a part of a volume to the daemon, which labels it for all", () => {
  expect(serviceMounts(sampleService({ volumes: [{ ...uploads, subpath: "a" }] }), names)).toMatchObject({
    volumes: [],
    mounts: [{ target: "/uploads", volumeOptions: { subpath: "a" } }],
  });
});
