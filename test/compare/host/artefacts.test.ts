import { artefactOf } from "../../../compare/host/artefacts";
import { targetResult } from "../../../compare/probes/portability";

const step = (type: string, name: string, rest: object) => ({
  newState: { type, urn: `urn:pulumi:p::berth::${type}::${name}`, ...rest },
});

test("a service comes as its image, or as a machine image and its release", () => {
  const image = (name: string, imageName: string) =>
    step("docker:index/image:Image", `services-${name}-image`, { inputs: { imageName } });
  const steps = [image("db", "links/db:1"), image("api", "links/api:2")];
  expect(artefactOf("containers", { steps: [...steps, {}] })).toEqual({ what: "image", id: "links/api:2" });
  const unit = step("berth:index:Unit", "units-api", { inputs: { content: "0123456789abcdef" } });
  const what = "machine image and release";
  const built = step("berth:index:Image", "machine-image", {});
  expect(artefactOf("vms", { steps: [unit, built] })).toEqual({ what, id: "built here, 0123456789ab" });
  const pinned = step("berth:index:Pinned", "berth-p-api-boot-image", { inputs: { value: "debian-13" } });
  expect(artefactOf("vms", { steps: [unit, pinned] })).toEqual({ what, id: "debian-13, 0123456789ab" });
});

test("a preview that has none of it is an error", () => {
  expect(() => artefactOf("containers", { steps: [] })).toThrow("nothing that api comes as");
  expect(() => artefactOf("vms", { steps: [] })).toThrow("nothing that api comes as");
});

test("targets count that would get what this computer gets", () => {
  const image = (id: string) => ({ what: "image", id });
  expect(targetResult({ local: image("a"), aws: image("a"), azure: image("b") })).toEqual({
    measure: "targets",
    value: 2,
    evidence: ["local: image a", "aws: image a", "azure: image b"],
  });
});
