import type { PlannedStep } from "./preview";

/** What a resource is to a person, whatever cloud it is of. */
export type Kind =
  | "machine"
  | "disk"
  | "volume"
  | "address"
  | "load balancer"
  | "firewall"
  | "network"
  | "privilege"
  | "container"
  | "unit"
  | "image"
  | "secret"
  | "secret files"
  | "access"
  | "attachment"
  | "group"
  | "registry"
  | "backup"
  | "backup schedule"
  | "boot data"
  | "check"
  | "provider"
  | "other";

const kinds: Readonly<Record<string, Kind>> = {
  "aws:ec2/instance:Instance": "machine",
  "azure-native:compute:VirtualMachine": "machine",
  "berth:index:Machine": "machine",
  "aws:ebs/volume:Volume": "disk",
  "azure-native:compute:Disk": "disk",
  "berth:index:Disk": "disk",
  "docker:index/volume:Volume": "volume",
  "aws:ec2/eip:Eip": "address",
  "azure-native:network:PublicIPAddress": "address",
  "berth:index:Address": "address",
  "aws:lb/loadBalancer:LoadBalancer": "load balancer",
  "azure-native:network:LoadBalancer": "load balancer",
  "aws:lb/listener:Listener": "network",
  "aws:lb/targetGroup:TargetGroup": "network",
  "aws:lb/targetGroupAttachment:TargetGroupAttachment": "attachment",
  "aws:ec2/securityGroup:SecurityGroup": "firewall",
  "aws:ec2/defaultSecurityGroup:DefaultSecurityGroup": "firewall",
  "aws:ec2/securityGroupRule:SecurityGroupRule": "firewall",
  "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": "firewall",
  "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": "firewall",
  "azure-native:network:NetworkSecurityGroup": "firewall",
  "azure-native:network:SecurityRule": "firewall",
  "berth:index:PolicyModule": "privilege",
  "azure-native:authorization:RoleAssignment": "privilege",
  "docker:index/image:Image": "image",
  "docker:index/remoteImage:RemoteImage": "image",
  "docker:index/registryImage:RegistryImage": "image",
  "docker-build:index:Image": "image",
  "berth:index:Image": "image",
  "docker:index/network:Network": "network",
  "berth:index:PrivateNetwork": "network",
  "berth:index:Unit": "unit",
  "berth:index:KeyPair": "secret",
  "berth:index:Password": "secret",
  "berth:index:SshAccess": "access",
  "berth:index:ConsoleHostKey": "access",
  "berth:index:StockImage": "image",
  "berth:index:FoundImage": "image",
  "berth:index:BuiltImage": "image",
  "berth:index:SentImage": "image",
  "berth:index:KeptImage": "image",
  "berth:index:ReleaseHistory": "image",
  "aws:dlm/lifecyclePolicy:LifecyclePolicy": "backup",
  "azure-native:dataprotection:BackupInstance": "backup",
  "azure-native:dataprotection:BackupPolicy": "backup schedule",
  "azure-native:dataprotection:BackupVault": "backup schedule",
  "aws:ec2/volumeAttachment:VolumeAttachment": "attachment",
  "aws:ec2/eipAssociation:EipAssociation": "attachment",
  "aws:ec2/routeTableAssociation:RouteTableAssociation": "attachment",
  "azure-native:resources:ResourceGroup": "group",
  "berth:index:Pinned": "boot data",
  "berth:index:Ready": "check",
  "berth:index:Claim": "check",
  "berth:index:DiskRoom": "check",
  "aws:cloudwatch/metricAlarm:MetricAlarm": "check",
};

/** For the types that are not named one by one; the first that fits. */
const patterns: readonly (readonly [RegExp, Kind])[] = [
  [/^pulumi:providers:/, "provider"],
  [/^aws:iam\//, "privilege"],
  [/^(aws:ecr\/|azure-native:containerregistry:)/, "registry"],
  [/^(aws:(ec2|vpc)|aws:ec2transitgateway)\//, "network"],
  [/^azure-native:network:/, "network"],
];

/** The kind of a step's resource. A container that never runs only holds files with secrets. */
export function kindOf({ type, before, after }: Pick<PlannedStep, "type" | "before" | "after">): Kind {
  if (type === "docker:index/container:Container") {
    return (after ?? before)?.inputs.start === false ? "secret files" : "container";
  }
  return kinds[type] ?? patterns.find(([pattern]) => pattern.test(type))?.[1] ?? "other";
}
