import { address } from "./address/address";
import { consoleHostKey } from "./console-host-key/console-host-key";
import { containerOutcome } from "./container-outcome/container-outcome";
import { disk } from "./disk/disk";
import { foundImage } from "./found-image/found-image";
import { keyPair } from "./key-pair/key-pair";
import { machineImage } from "./machine-image/machine-image";
import { machine } from "./machine/machine";
import { password } from "./password/password";
import { pinned } from "./pinned/pinned";
import { privateNetwork } from "./private-network/private-network";
import { pulledImage } from "./pulled-image/pulled-image";
import { policyModule } from "./policy-module/policy-module";
import { ready } from "./ready/ready";
import type { ResourceKind } from "./resource-kind";
import type { AnyKind } from "./server/operations";
import { stockImage } from "./stock-image/stock-image";
import { packages } from "./unit/packages";
import { unit } from "./unit/unit";
import { sshAccess } from "./ssh-access/ssh-access";

/** Type token → what the provider does for it; the other side of resources.ts. */
export const kinds: Readonly<Record<string, AnyKind>> = {
  "berth:index:KeyPair": untyped(keyPair),
  "berth:index:Password": untyped(password),
  "berth:index:Address": untyped(address),
  "berth:index:Disk": untyped(disk),
  "berth:index:Image": untyped(machineImage),
  "berth:index:StockImage": untyped(stockImage),
  "berth:index:Machine": untyped(machine),
  "berth:index:Pinned": untyped(pinned),
  "berth:index:FoundImage": untyped(foundImage),
  "berth:index:ConsoleHostKey": untyped(consoleHostKey),
  "berth:index:SshAccess": untyped(sshAccess),
  "berth:index:Ready": untyped(ready),
  "berth:index:PolicyModule": untyped(policyModule),
  "berth:index:ContainerOutcome": untyped(containerOutcome),
  "berth:index:PulledImage": untyped(pulledImage),
  "berth:index:Packages": untyped(packages),
  "berth:index:Unit": untyped(unit),
  "berth:index:PrivateNetwork": untyped(privateNetwork),
};

/** The one place where types are forgotten: `fields` has proved at run time what `I` says. */
function untyped<I, O>(kind: ResourceKind<I, O>): AnyKind {
  return kind as unknown as AnyKind;
}
