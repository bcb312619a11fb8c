import type { ResourceTypes } from "@berth/resources/resource-types";
import { address } from "./address/address";
import { backupPlan } from "./backup-plan/backup-plan";
import { builtImage } from "./built-image/built-image";
import { claim } from "./claim/claim";
import { consoleHostKey } from "./console-host-key/console-host-key";
import { containerOutcome } from "./container-outcome/container-outcome";
import { disk } from "./disk/disk";
import { diskRoom } from "./disk-room/disk-room";
import { foundImage } from "./found-image/found-image";
import { ingressRoutes } from "./ingress-routes/ingress-routes";
import { registryAuthority } from "./registry-authority/registry-authority";
import { keptImage } from "./kept-image/kept-image";
import { keyPair } from "./key-pair/key-pair";
import { machineImage } from "./machine-image/machine-image";
import { machine } from "./machine/machine";
import { password } from "./password/password";
import { pinned } from "./pinned/pinned";
import { privateNetwork } from "./private-network/private-network";
import { pulledImage } from "./pulled-image/pulled-image";
import { publicPorts } from "./public-ports/public-ports";
import { policyModule } from "./policy-module/policy-module";
import { ready } from "./ready/ready";
import { releaseHistory } from "./release-history/release-history";
import type { ResourceKind } from "./resource-kind";
import { sentImage } from "./sent-image/sent-image";
import type { AnyKind } from "./server/operations";
import { stockImage } from "./stock-image/stock-image";
import { packages } from "./unit/packages";
import { unit } from "./unit/unit";
import { sshAccess } from "./ssh-access/ssh-access";

type Kinds = {
  readonly [T in keyof ResourceTypes]: ResourceKind<ResourceTypes[T]["inputs"], ResourceTypes[T]["outputs"]>;
};

/** Type token → what the provider does for it. The same table gives the SDK classes their arguments. */
const typedKinds: Kinds = {
  "berth:index:KeyPair": keyPair,
  "berth:index:Password": password,
  "berth:index:Address": address,
  "berth:index:Disk": disk,
  "berth:index:Image": machineImage,
  "berth:index:StockImage": stockImage,
  "berth:index:Machine": machine,
  "berth:index:Pinned": pinned,
  "berth:index:FoundImage": foundImage,
  "berth:index:ConsoleHostKey": consoleHostKey,
  "berth:index:SshAccess": sshAccess,
  "berth:index:Ready": ready,
  "berth:index:PolicyModule": policyModule,
  "berth:index:PublicPorts": publicPorts,
  "berth:index:Claim": claim,
  "berth:index:ContainerOutcome": containerOutcome,
  "berth:index:IngressRoutes": ingressRoutes,
  "berth:index:RegistryAuthority": registryAuthority,
  "berth:index:DiskRoom": diskRoom,
  "berth:index:PulledImage": pulledImage,
  "berth:index:BuiltImage": builtImage,
  "berth:index:SentImage": sentImage,
  "berth:index:BackupPlan": backupPlan,
  "berth:index:KeptImage": keptImage,
  "berth:index:ReleaseHistory": releaseHistory,
  "berth:index:Packages": packages,
  "berth:index:Unit": unit,
  "berth:index:PrivateNetwork": privateNetwork,
};

/** The one place where types are forgotten: `fields` has proved at run time what they say. */
export const kinds = typedKinds as unknown as Readonly<Record<string, AnyKind>>;
