import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { kvmWorks } from "@berth/kvm/kvm-works";
import { Image, PrivateNetwork, StockImage } from "@berth/resources/resources";
import { isHttp } from "../../guest/public-port";
import { kernelArgs } from "../../guest/kernel-args";
import { machineImage } from "../../guest/machine-image";
import { parseNetwork, subnetsOf } from "../../config/cidr";
import type { StackConfig } from "../../config/config-schema";
import type { BuildsHere } from "../../host/builds-here";
import type { HostSpec } from "../../host/host";
import { peerAddress } from "../peer-address";
import type { PlatformHosts } from "../platform";
import { LocalHost, type LocalNetwork } from "./local-host";

/** Subnets are a sixteenth of the network, as on a cloud. */
const subnetBits = 4;

export interface LocalPlatformArgs {
  readonly config: Pick<StackConfig, "runtime" | "httpPort" | "localImage" | "networkCidr" | "imageBuilds">;
  readonly name: string;
  readonly specs: readonly HostSpec[];
  readonly folder: string;
}

/** QEMU machines on this computer, from one image; the first that publishes HTTP gets `httpPort`. */
export function localHosts({ config, name, specs, folder }: LocalPlatformArgs): PlatformHosts {
  const image = imageOf(config);
  const network = specs.some(({ hasPeers }) => hasPeers)
    ? new PrivateNetwork(`${name}-network`, { directory: join(folder, "network") })
    : undefined;
  const first = specs.find(({ publicPorts }) => publicPorts.some(isHttp));
  const machines = specs.map((spec) => {
    const httpPort = spec === first ? config.httpPort : undefined;
    const inside = network && placeOf(spec, network, config.networkCidr);
    return new LocalHost(spec.name, { spec, folder, image, kernelArgs, httpPort, inside }).host;
  });
  return { machines, ...(isBuiltHere(config) && { buildsHere: buildsFrom(image) }) };
}

/** An emulated machine takes six times as long to build; a stock one lacks the image to start from, as a cloud's does. */
function isBuiltHere({ runtime, localImage, imageBuilds }: LocalPlatformArgs["config"]): boolean {
  if (imageBuilds !== "auto") return imageBuilds === "here";
  return runtime === "containers" && localImage === "built" && !kvmWorks();
}

function buildsFrom(image: Image | StockImage): BuildsHere {
  return image instanceof Image ? { baseArchive: image.baseImage } : {};
}

/** The host's address in the first subnet, as on a cloud. */
function placeOf({ number }: HostSpec, network: PrivateNetwork, networkCidr: string): LocalNetwork {
  const [subnet = networkCidr] = subnetsOf(networkCidr, subnetBits, 1);
  return { network, address: `${peerAddress(subnet, number)}/${parseNetwork(subnet)?.prefix ?? 32}` };
}

/** Berth's own, built here, or a stock one. */
function imageOf({ localImage: source, runtime }: LocalPlatformArgs["config"]): Image | StockImage {
  if (source !== "built") return new StockImage("stock-image", { source });
  if (process.platform !== "linux" || process.arch !== "x64")
    throw new pulumi.RunError(
      "local:image: Berth's own image can be built on Linux on amd64 only. Set it to the URL of Debian's genericcloud qcow2 for this computer, with #sha512= and its checksum",
    );
  return new Image("machine-image", machineImage(runtime));
}
