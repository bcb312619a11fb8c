import * as docker from "@pulumi/docker";
import * as dockerBuild from "@pulumi/docker-build";
import { type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";

/** What every container keeps to. */
export const dockerRules: readonly ResourceValidationPolicy[] = [
  {
    name: "docker-no-latest",
    description: "A container's image is named with a tag or digest that stays what it is.",
    validateResource: validateResourceOfType(docker.Container, (container, _args, report) => {
      if (isMoving(container.image)) report(`the image ${container.image} has no tag of its own`);
    }),
  },
  {
    name: "docker-registry-by-digest",
    description: "A container's image that comes from a registry is named by its digest: a tag there can be moved.",
    validateResource: validateResourceOfType(docker.Container, (container, _args, report) => {
      if (isOfRegistry(container.image) && !/@sha256:[0-9a-f]{64}$/.test(container.image))
        report(`the image ${container.image} is named without its digest`);
    }),
  },
  {
    name: "docker-no-stored-login",
    description: "A push uses the login of the Docker that does it: one that is given to the program is in its state.",
    validateResource: validateResourceOfType(dockerBuild.Image, (image, _args, report) => {
      const stored = (image.registries ?? []).filter(({ password }) => password !== undefined);
      stored.forEach(({ address }) => report(`the password of ${address} is given to the program`));
    }),
  },
  {
    name: "docker-limits",
    description: "Memory, processors and processes of a container that runs are limited.",
    validateResource: validateResourceOfType(docker.Container, (container, _args, report) => {
      if (container.start === false) return;
      if ((container.memory ?? 0) <= 0) report("memory has no limit");
      if (Number(container.cpus ?? 0) <= 0) report("cpus has no limit");
      // nproc does not bind root: its processes are counted by a slice, whose name has the limit.
      const isCounted = container.cgroupParent !== undefined && container.cgroupParent !== "";
      if (!isCounted && !(container.ulimits ?? []).some(({ name }) => name === "nproc"))
        report("processes have no limit (ulimit nproc or a slice of Berth's as cgroupParent)");
    }),
  },
];

function isMoving(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image) || /^sha256:[0-9a-f]{64}$/.test(image)) return false;
  const [, tag = "latest"] = /:([^:/]+)$/.exec(image) ?? [];
  return tag === "latest";
}

/** How Docker recognizes a registry in an image name: a dot, a port or "localhost" before the first slash. */
function isOfRegistry(image: string): boolean {
  const [first = "", ...rest] = image.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost");
}
