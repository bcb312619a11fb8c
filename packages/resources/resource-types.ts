import type * as backup from "./backup-types";
import type * as cloud from "./cloud-types";
import type * as host from "./host-types";
import type * as local from "./local-types";

interface ResourceType<I, O> {
  readonly inputs: I;
  readonly outputs: O;
}

/**
 * Type token → what a resource of the provider berth is given and gives. The SDK classes take their arguments and outputs
 * from here, and the provider its fields, so that neither can know a property that the other does not.
 */
export interface ResourceTypes {
  "berth:index:KeyPair": ResourceType<local.KeyPairInputs, local.KeyPairOutputs>;
  "berth:index:Password": ResourceType<local.PasswordInputs, local.PasswordOutputs>;
  "berth:index:Address": ResourceType<local.AddressInputs, local.AddressOutputs>;
  "berth:index:Disk": ResourceType<local.DiskInputs, local.DiskOutputs>;
  "berth:index:Image": ResourceType<local.ImageInputs, local.ImageOutputs>;
  "berth:index:StockImage": ResourceType<local.StockImageInputs, local.StockImageOutputs>;
  "berth:index:Machine": ResourceType<local.MachineInputs, local.MachineOutputs>;
  "berth:index:PrivateNetwork": ResourceType<local.PrivateNetworkInputs, local.PrivateNetworkOutputs>;
  "berth:index:ConsoleHostKey": ResourceType<local.ConsoleHostKeyInputs, local.ConsoleHostKeyOutputs>;
  "berth:index:SshAccess": ResourceType<local.SshAccessInputs, local.SshAccessOutputs>;
  "berth:index:Ready": ResourceType<local.ReadyInputs, local.ReadyOutputs>;
  "berth:index:PolicyModule": ResourceType<host.PolicyModuleInputs, host.PolicyModuleOutputs>;
  "berth:index:PublicPorts": ResourceType<host.PublicPortsInputs, host.PublicPortsOutputs>;
  "berth:index:Claim": ResourceType<host.ClaimInputs, host.ClaimOutputs>;
  "berth:index:ContainerOutcome": ResourceType<host.ContainerOutcomeInputs, host.ContainerOutcomeOutputs>;
  "berth:index:IngressRoutes": ResourceType<host.IngressRoutesInputs, host.IngressRoutesOutputs>;
  "berth:index:RegistryAuthority": ResourceType<host.RegistryAuthorityInputs, host.RegistryAuthorityOutputs>;
  "berth:index:DiskRoom": ResourceType<host.DiskRoomInputs, host.DiskRoomOutputs>;
  "berth:index:PulledImage": ResourceType<host.PulledImageInputs, host.PulledImageOutputs>;
  "berth:index:BuiltImage": ResourceType<host.BuiltImageInputs, host.BuiltImageOutputs>;
  "berth:index:SentImage": ResourceType<host.SentImageInputs, host.SentImageOutputs>;
  "berth:index:BackupPlan": ResourceType<backup.BackupPlanInputs, backup.BackupPlanOutputs>;
  "berth:index:KeptImage": ResourceType<host.KeptImageInputs, host.KeptImageOutputs>;
  "berth:index:ReleaseHistory": ResourceType<host.ReleaseHistoryInputs, host.ReleaseHistoryOutputs>;
  "berth:index:Packages": ResourceType<host.PackagesInputs, host.PackagesOutputs>;
  "berth:index:Unit": ResourceType<host.UnitInputs, host.UnitOutputs>;
  "berth:index:Pinned": ResourceType<cloud.PinnedInputs, cloud.PinnedOutputs>;
  "berth:index:FoundImage": ResourceType<cloud.FoundImageInputs, cloud.FoundImageOutputs>;
}
