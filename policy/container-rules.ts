import rules from "@berth/provider/container-rules.json";
import * as docker from "@pulumi/docker";
import type { Unwrap } from "@pulumi/pulumi";
import { type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { listed, textFaults, unlisted, unwanted } from "./rule-faults";

const { texts, values } = rules;

/** What the gate in front of a host's Docker daemon lets through, by the data that the gate itself reads. */
export const containerRules: readonly ResourceValidationPolicy[] = [
  {
    name: "docker-security-options",
    description: "A container's security options are no-new-privileges and the SELinux label of a service.",
    validateResource: ofContainer(({ securityOpts }) =>
      textFaults(listed("securityOpts", securityOpts), texts.securityOpt),
    ),
  },
  {
    name: "docker-capabilities",
    description: "A container gets no capability that gives power over the host.",
    validateResource: ofContainer(({ capabilities }) =>
      textFaults(listed("capabilities.adds", capabilities?.adds), texts.capability),
    ),
  },
  {
    name: "docker-no-host-namespaces",
    description: "No container is privileged or shares the host's processes, network, users or cgroups.",
    // Each by its name: the rest of the inputs has values that only `up` knows, which must not be read.
    validateResource: ofContainer(
      ({ privileged, pidMode, usernsMode, networkMode, cgroupParent, ipcMode, cgroupnsMode, runtime }) => [
        ...unwanted({ privileged, pidMode, usernsMode }),
        ...textFaults([["networkMode", networkMode]], texts.networkMode),
        ...textFaults([["cgroupParent", cgroupParent]], texts.cgroupParent),
        ...unlisted([["ipcMode", ipcMode]], values.namespace),
        ...unlisted([["cgroupnsMode", cgroupnsMode]], values.namespace),
        ...unlisted([["runtime", runtime]], values.runtime),
      ],
    ),
  },
  {
    name: "docker-no-devices",
    description: "No container gets a device of the host, or options of its storage.",
    validateResource: ofContainer(({ devices, gpus, storageOpts }) => unwanted({ devices, gpus, storageOpts })),
  },
  {
    name: "docker-no-host-paths",
    description: "A container mounts volumes and memory, never a file or a folder of the host.",
    validateResource: ofContainer(({ volumes = [], mounts = [], tmpfs = {} }) => [
      ...volumes.flatMap(({ hostPath }, index) => unwanted({ [`volumes[${index}].hostPath`]: hostPath })),
      ...mounts.flatMap((mount, index) => mountFaults(`mounts[${index}]`, mount)),
      ...textFaults(volumes.map(targetOf), texts.target),
      ...textFaults(listed("tmpfs", Object.keys(tmpfs)), texts.target),
      ...textFaults(Object.entries(tmpfs), texts.tmpfsOptions),
    ]),
  },
  {
    name: "docker-own-sysctls",
    description: "A container sets parameters of its own namespaces alone.",
    validateResource: ofContainer(({ sysctls = {} }) =>
      textFaults(listed("sysctls", Object.keys(sysctls)), texts.sysctl),
    ),
  },
  {
    name: "docker-ports",
    description: "A container publishes no port of the host's own, on all addresses or on a loopback one.",
    validateResource: ofContainer(({ ports = [] }) =>
      ports.flatMap(({ ip, external, protocol = "tcp" }, index) => [
        ...textFaults([[`ports[${index}].ip`, ip]], texts.hostIp),
        ...(protocol === "tcp" ? textFaults([[`ports[${index}].external`, external?.toString()]], texts.tcpPort) : []),
      ]),
    ),
  },
  {
    name: "docker-local-volumes",
    description: "A volume is one of Docker's own: an option of its driver could mount any folder of the host.",
    validateResource: validateResourceOfType(docker.Volume, ({ driver, driverOpts }, _args, report) => {
      for (const fault of unlisted([["driver", driver]], values.volumeDriver)) report(fault);
      for (const fault of unwanted({ driverOpts })) report(fault);
    }),
  },
  {
    name: "docker-bridge-networks",
    description: "A network is a bridge of Docker's own with a private subnet.",
    validateResource: validateResourceOfType(docker.Network, ({ driver, options, ipamConfigs = [] }, _args, report) => {
      const subnets = ipamConfigs.map(({ subnet }) => subnet);
      for (const fault of unlisted([["driver", driver]], values.networkDriver)) report(fault);
      for (const fault of unwanted({ options })) report(fault);
      for (const fault of textFaults(listed("ipamConfigs", subnets), texts.subnet)) report(fault);
    }),
  },
  {
    name: "docker-no-root-user",
    description: "A container is not given root as its user.",
    // The gate lets root through: an image may need it, and SELinux confines it. A review reports it as a danger.
    enforcementLevel: "advisory",
    validateResource: ofContainer(({ user = "" }) =>
      /^(root|0+)(:|$)/.test(user) ? [`user: must be one without power (got ${JSON.stringify(user)})`] : [],
    ),
  },
  {
    name: "docker-image-by-digest",
    description: "An image that a host pulls is named by its digest.",
    // Compose files name tags; `npx berth lock` pins them.
    enforcementLevel: "advisory",
    validateResource: validateResourceOfType(docker.RemoteImage, ({ name }, _args, report) => {
      if (!/@sha256:[0-9a-f]{64}$/.test(name)) report(`the image ${name} is named by a tag, which can be moved`);
    }),
  },
];

type Container = Unwrap<docker.ContainerArgs>;

/** Reports all faults of each container. */
function ofContainer(faultsOf: (container: Container) => readonly string[]) {
  return validateResourceOfType(docker.Container, (container, _args, report) => {
    for (const fault of faultsOf(container)) report(fault);
  });
}

/** Volumes of another container have no path: they are mounted where that one has them. */
function targetOf({ containerPath }: NonNullable<Container["volumes"]>[number], index: number) {
  return [`volumes[${index}].containerPath`, containerPath === "" ? undefined : containerPath] as const;
}

function mountFaults(path: string, mount: NonNullable<Container["mounts"]>[number]): readonly string[] {
  const { type, source, target, bindOptions, tmpfsOptions, volumeOptions = {} } = mount;
  const { driverName, driverOptions, subpath } = volumeOptions;
  return [
    ...unlisted([[`${path}.type`, type]], values.mountType),
    ...textFaults([[`${path}.source`, source]], texts.volume),
    ...textFaults([[`${path}.target`, target]], texts.target),
    ...textFaults([[`${path}.volumeOptions.subpath`, subpath]], texts.subpath),
    ...unlisted([[`${path}.volumeOptions.driverName`, driverName]], values.volumeDriver),
    ...unwanted({ [`${path}.bindOptions`]: bindOptions, [`${path}.tmpfsOptions`]: tmpfsOptions }),
    ...unwanted({ [`${path}.volumeOptions.driverOptions`]: driverOptions }),
  ];
}
