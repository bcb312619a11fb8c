import { Image } from "../../provider/resources";
import { kernelArgs, machineImage } from "../hardening/machine-image";
import type { BootingHost, HostSpec } from "../host";
import { LocalHost } from "./local-host";

export interface LocalPlatformArgs {
  readonly config: { readonly httpPort: number };
  readonly spec: HostSpec;
  readonly folder: string;
}

/** A QEMU machine on this computer, from a machine image that is built here. */
export function localHost({ config, spec, folder }: LocalPlatformArgs): BootingHost {
  const image = new Image("machine-image", machineImage());
  return new LocalHost(spec.name, { spec, folder, image, kernelArgs, httpPort: config.httpPort });
}
