/**
 * Inputs that a cloud can't change on what exists, after the providers' documentation ("changing this forces
 * replacement"). Used only where the provider took no part; a provider's own answer always wins.
 */
export const forcingProperties: Readonly<Record<string, readonly string[]>> = {
  "aws:ec2/instance:Instance": [
    "ami",
    "availabilityZone",
    "keyName",
    "primaryNetworkInterface",
    "rootBlockDevice.encrypted",
    "subnetId",
    "tags.Generation",
    "userData",
    "userDataBase64",
  ],
  "aws:ebs/volume:Volume": ["availabilityZone", "encrypted", "kmsKeyId", "snapshotId"],
  "aws:ec2/volumeAttachment:VolumeAttachment": ["deviceName", "instanceId", "volumeId"],
  "aws:ec2/eipAssociation:EipAssociation": ["allocationId", "instanceId", "networkInterfaceId"],
  "aws:ec2/networkInterface:NetworkInterface": ["subnetId"],
  "aws:ec2/subnet:Subnet": ["availabilityZone", "cidrBlock", "vpcId"],
  "aws:ec2/vpc:Vpc": ["cidrBlock"],
  "aws:ec2/securityGroup:SecurityGroup": ["description", "name", "vpcId"],
  "aws:iam/role:Role": ["name"],
  "aws:ecr/repository:Repository": ["encryptionConfigurations", "name"],
  "azure-native:resources:ResourceGroup": ["location", "resourceGroupName"],
  "azure-native:network:VirtualNetwork": ["location", "resourceGroupName", "virtualNetworkName"],
  "azure-native:network:NetworkSecurityGroup": ["location", "networkSecurityGroupName", "resourceGroupName"],
  "azure-native:network:NetworkInterface": ["location", "networkInterfaceName", "resourceGroupName"],
  "azure-native:network:PublicIPAddress": ["location", "publicIpAddressName", "resourceGroupName", "sku", "zones"],
  "azure-native:compute:Disk": ["diskName", "location", "resourceGroupName", "zones"],
  "azure-native:compute:VirtualMachine": [
    "location",
    "osProfile.adminUsername",
    "osProfile.computerName",
    "osProfile.customData",
    "resourceGroupName",
    "securityProfile.securityType",
    "storageProfile.imageReference",
    "tags.Generation",
    "vmName",
    "zones",
  ],
};
