import { artefactOf } from "../../../../packages/compare/host/artefacts";
import { targetResult } from "../../../../packages/compare/probes/portability";

const step = (type: string, name: string, rest: object) => ({
  newState: { type, urn: `urn:pulumi:p::berth::${type}::${name}`, ...rest },
});

test("a service comes as its image, or as its release; what its machine boots from is listed beside it", () => {
  const image = (name: string, imageName: string) =>
    step("docker:index/image:Image", `services-${name}-image`, { inputs: { imageName } });
  const built = step("berth:index:Image", "machine-image", {});
  const steps = [image("db", "links/db:1"), image("api", "links/api:2"), built, {}];
  expect(artefactOf("containers", { steps })).toEqual({ id: "links/api:2", machineImage: "one built here" });
  const unit = step("berth:index:Unit", "units-api", { inputs: { content: "0123456789abcdef" } });
  const pinned = step("berth:index:Pinned", "berth-p-api-boot-image", { inputs: { value: "debian-13" } });
  expect(artefactOf("vms", { steps: [unit, pinned] })).toEqual({
    id: "release 0123456789ab",
    machineImage: "debian-13",
  });
});

test("a preview that has none of it is an error", () => {
  expect(() => artefactOf("containers", { steps: [] })).toThrow("nothing that api comes as");
  expect(() => artefactOf("vms", { steps: [] })).toThrow("nothing that api comes as");
});

test("targets count that would get what this computer gets", () => {
  const image = (id: string) => ({ id, machineImage: "debian-13" });
  expect(targetResult({ local: image("a"), aws: image("a"), azure: image("b") })).toEqual({
    measure: "targets",
    value: 2,
    evidence: ["local: a, on debian-13", "aws: a, on debian-13", "azure: b, on debian-13"],
  });
});
