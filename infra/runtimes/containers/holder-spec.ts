import { type ContainerContext, stackLabels } from "./container-spec";
import { hostnameOf } from "./hostname-of";

/** What a container holds for a service. */
type Holding = "secrets" | "files";

/** Of a container that holds files of a service; it is created, filled and never started. */
export function holderSpec(holding: Holding, service: string, context: ContainerContext) {
  return {
    labels: [...stackLabels(context), { label: `berth.${holding}`, value: service }],
    hostname: hostnameOf(`${service}-${holding}`),
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
  };
}
