import * as pulumi from "@pulumi/pulumi";
import { Image, StockImage } from "../../provider/resources";
import { kernelArgs } from "../hardening/kernel-args";
import { machineImage } from "../hardening/machine-image";
import type { HostSpec } from "../host";
import type { PlatformHosts } from "../platform";
import { LocalHost } from "./local-host";

export interface LocalPlatformArgs {
  readonly config: { readonly httpPort: number; readonly localImage: string };
  readonly specs: readonly HostSpec[];
  readonly folder: string;
}

/** QEMU machines on this computer, from one image; the first that publishes HTTP gets `httpPort`. */
export function localHosts({ config, specs, folder }: LocalPlatformArgs): PlatformHosts {
  const image = imageOf(config.localImage);
  const first = specs.find(({ publicPorts }) => publicPorts.includes(80));
  const machines = specs.map((spec) => {
    const httpPort = spec === first ? config.httpPort : undefined;
    return new LocalHost(spec.name, { spec, folder, image, kernelArgs, httpPort }).host;
  });
  return { machines };
}

/** Berth's own, built here, or a stock one. */
function imageOf(source: string): Image | StockImage {
  if (source !== "built") return new StockImage("stock-image", { source });
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new pulumi.RunError(
      "local:image: Berth's own image can be built on Linux on amd64 only. Set it to the URL of Debian's genericcloud qcow2 for this computer, with #sha512= and its checksum",
    );
  return new Image("machine-image", machineImage());
}
