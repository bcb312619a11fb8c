import { type ContainerContext, stackLabels } from "./container-spec";

/** Where the files of `secrets:` are. */
export const SECRETS_FOLDER = "/run/secrets";

/** Of the container that holds a service's secret files; it is created, filled and never started. */
export function secretsSpec(service: string, context: ContainerContext) {
  return {
    labels: [...stackLabels(context), { label: "berth.secrets", value: service }],
    hostname: `${service}-secrets`,
    command: ["/bin/false"],
    user: "65534:65534",
    start: false,
    mustRun: false,
    restart: "no",
    networkMode: "none",
    capabilities: { drops: ["ALL"] },
    securityOpts: ["no-new-privileges:true"],
    ipcMode: "private",
    cgroupnsMode: "private",
    init: false,
    logDriver: "none",
    removeVolumes: true,
    volumes: [{ containerPath: SECRETS_FOLDER }],
  };
}
