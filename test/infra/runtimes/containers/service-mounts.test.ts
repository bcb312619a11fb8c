import * as pulumi from "@pulumi/pulumi";
import type { ServiceModel } from "../../../../infra/compose/service-model";
import { serviceMounts } from "../../../../infra/runtimes/containers/service-mounts";
import { sampleService } from "./sample-service";

const names = { volume: (name: string) => pulumi.output(name), folder: (name: string) => pulumi.output(name) };
const own = { volume: "own", target: "/own", readOnly: false };
const uploads = { volume: "uploads", target: "/uploads", readOnly: false };
const exports = { folder: "exports", target: "/exports", readOnly: true };

function labelsOf(service: ServiceModel, services: readonly ServiceModel[]) {
  const { volumes } = serviceMounts(service, { ...names, services });
  return Object.fromEntries(
    volumes.map((volume) => [volume.containerPath, "selinuxRelabel" in volume ? volume.selinuxRelabel : undefined]),
  );
}

test("labels what several services mount for all of them, and the rest for its container alone", () => {
  const web = sampleService({ name: "web", volumes: [own, uploads], folderMounts: [exports] });
  const worker = sampleService({ name: "worker", volumes: [uploads], folderMounts: [exports] });
  expect(labelsOf(web, [web, worker])).toEqual({ "/own": undefined, "/uploads": "z", "/exports": "z" });
  expect(labelsOf(worker, [web, worker])).toEqual({ "/uploads": "z", "/exports": "z" });
  expect(labelsOf(web, [web])).toEqual({ "/own": undefined, "/uploads": undefined, "/exports": undefined });
});

test("labels what the containers of one service share for all of them", () => {
  const many = sampleService({ name: "many", volumes: [own], replicas: 2 });
  expect(labelsOf(many, [many])).toEqual({ "/own": "z" });
});

test("leaves a mount of a part of a volume to the daemon, which labels it for all", () => {
  const part = sampleService({ volumes: [{ ...uploads, subpath: "a" }] });
  expect(serviceMounts(part, { ...names, services: [part] })).toMatchObject({
    volumes: [],
    mounts: [{ target: "/uploads", volumeOptions: { subpath: "a" } }],
  });
});
