import * as compute from "@pulumi/azure-native/compute";
import * as containerregistry from "@pulumi/azure-native/containerregistry";
import * as dataprotection from "@pulumi/azure-native/dataprotection";
import * as network from "@pulumi/azure-native/network";
import { type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { passwordLogin } from "./password-login";
import { holdsSsh, isWorld, rangeHoldsSsh } from "./world";

/** What every Azure stack keeps to. */
export const azureRules: readonly ResourceValidationPolicy[] = [
  {
    name: "azure-no-world-open-ssh",
    description: "SSH is open to named networks, never to the internet.",
    validateResource: [
      validateResourceOfType(network.NetworkSecurityGroup, (group, _args, report) => {
        if ((group.securityRules ?? []).some(opensSsh)) report("SSH is open to the internet");
      }),
      validateResourceOfType(network.SecurityRule, (rule, _args, report) => {
        if (opensSsh(rule)) report("SSH is open to the internet");
      }),
      validateResourceOfType(network.LoadBalancer, (balancer, _args, report) => {
        const rules = [...(balancer.loadBalancingRules ?? []), ...(balancer.inboundNatRules ?? [])];
        const ports = rules.map(({ backendPort, frontendPort }) => backendPort ?? frontendPort);
        if (ports.some((port) => holdsSsh(port, port))) report("a load balancer passes SSH on");
      }),
    ],
  },
  {
    name: "azure-encryption-at-host",
    description: "A machine's disks and caches are encrypted on the host too.",
    validateResource: validateResourceOfType(compute.VirtualMachine, (machine, _args, report) => {
      if (machine.securityProfile?.encryptionAtHost !== true) report("securityProfile.encryptionAtHost must be true");
    }),
  },
  {
    name: "azure-trusted-launch",
    description: "A machine boots by Trusted Launch: secure boot and a virtual TPM.",
    validateResource: validateResourceOfType(compute.VirtualMachine, (machine, _args, report) => {
      const { securityType, uefiSettings } = machine.securityProfile ?? {};
      const isTrusted = securityType === compute.SecurityTypes.TrustedLaunch && uefiSettings?.vTpmEnabled === true;
      if (!isTrusted || uefiSettings.secureBootEnabled !== true)
        report("the machine has no Trusted Launch with secure boot and vTPM");
    }),
  },
  {
    name: "azure-no-password-login",
    description: "Password login is off.",
    validateResource: validateResourceOfType(compute.VirtualMachine, (machine, _args, report) => {
      const { adminPassword, linuxConfiguration, customData } = machine.osProfile ?? {};
      if (adminPassword !== undefined) report("osProfile.adminPassword must not be set");
      if (linuxConfiguration?.disablePasswordAuthentication !== true)
        report("disablePasswordAuthentication must be true");
      const line = passwordLogin(customData ?? "");
      if (line !== undefined) report(`custom data lets people log in with a password: ${line.trim()}`);
    }),
  },
  {
    name: "azure-registry-no-passwords",
    description: "A registry knows identities only: no administrator with a password, no one without a name.",
    validateResource: validateResourceOfType(containerregistry.Registry, (registry, _args, report) => {
      if (registry.adminUserEnabled === true) report("adminUserEnabled must be false");
      if (registry.anonymousPullEnabled === true) report("anonymousPullEnabled must be false");
    }),
  },
  {
    name: "azure-data-protected",
    description: "A data disk is protected from deletion, and so are its snapshots, which end with its backup.",
    // Not mandatory: whoever means to delete takes the protection off first, and that is an update of its own.
    enforcementLevel: "advisory",
    validateResource: [
      validateResourceOfType(compute.Disk, (_disk, { opts }, report) => {
        if (!opts.protect) report("the disk is not protected");
      }),
      validateResourceOfType(dataprotection.BackupInstance, (_backup, { opts }, report) => {
        if (!opts.protect) report("the backup, and with it its snapshots, is not protected");
      }),
    ],
  },
];

interface Rule {
  readonly access: string;
  readonly direction: string;
  readonly sourceAddressPrefix?: string | undefined;
  readonly sourceAddressPrefixes?: readonly string[] | undefined;
  readonly destinationPortRange?: string | undefined;
  readonly destinationPortRanges?: readonly string[] | undefined;
}

function opensSsh(rule: Rule): boolean {
  if (rule.access.toLowerCase() !== "allow" || rule.direction.toLowerCase() !== "inbound") return false;
  const sources = [rule.sourceAddressPrefix, ...(rule.sourceAddressPrefixes ?? [])];
  const ranges = [rule.destinationPortRange, ...(rule.destinationPortRanges ?? [])].filter(
    (range) => range !== undefined,
  );
  return sources.some(isWorld) && ranges.some(rangeHoldsSsh);
}
