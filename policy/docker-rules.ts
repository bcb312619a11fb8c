import * as docker from "@pulumi/docker";
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
    name: "docker-no-privileged",
    description: "No container is privileged or shares the host's processes, network or users.",
    validateResource: validateResourceOfType(docker.Container, (container, _args, report) => {
      if (container.privileged === true) report("the container is privileged");
      const { pidMode, networkMode, ipcMode, usernsMode } = container;
      const shared = Object.entries({ pidMode, networkMode, ipcMode, usernsMode }).filter(
        ([, mode]) => mode === "host",
      );
      shared.forEach(([key]) => report(`${key} is the host's`));
    }),
  },
  {
    name: "docker-no-socket-mount",
    description: "No container reaches the Docker daemon.",
    validateResource: validateResourceOfType(docker.Container, (container, _args, report) => {
      const paths = [
        ...(container.volumes ?? []).map(({ hostPath }) => hostPath),
        ...(container.mounts ?? []).map(({ source }) => source),
      ];
      const sockets = paths.filter((path) => path !== undefined && holdsSocket(path));
      sockets.forEach((path) => report(`${String(path)} gives the container the Docker daemon`));
    }),
  },
  {
    name: "docker-limits",
    description: "Memory, processors and processes of a container that runs are limited.",
    validateResource: validateResourceOfType(docker.Container, (container, _args, report) => {
      if (container.start === false) return;
      if ((container.memory ?? 0) <= 0) report("memory has no limit");
      if (Number(container.cpus ?? 0) <= 0) report("cpus has no limit");
      if (!(container.ulimits ?? []).some(({ name }) => name === "nproc"))
        report("processes have no limit (ulimit nproc)");
    }),
  },
];

function isMoving(image: string): boolean {
  if (/@sha256:[0-9a-f]{64}$/.test(image) || /^sha256:[0-9a-f]{64}$/.test(image)) return false;
  const [, tag = "latest"] = /:([^:/]+)$/.exec(image) ?? [];
  return tag === "latest";
}

/** The socket itself, or a folder that it is in. */
function holdsSocket(path: string): boolean {
  const sockets = ["/var/run/docker.sock", "/run/docker.sock", "/run/containerd/containerd.sock"];
  const folder = path.endsWith("/") ? path : `${path}/`;
  return sockets.some((socket) => socket === path || socket.startsWith(folder));
}
