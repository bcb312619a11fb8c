import { addressBook, FakeCloud, shown } from "./fake-cloud";

/** As EC2, IAM, ECR, Route 53 and CloudWatch answer; ids, names and addresses are made up. */
export function fakeAws(): FakeCloud {
  const addressOf = addressBook();
  const privateAddressOf = addressBook("10.1.0");
  const named = { outputs: (id: string) => ({ name: id, arn: `arn:aws:test:::${id}` }) };
  return new FakeCloud({
    "aws:ec2/eip:Eip": { outputs: (id) => ({ allocationId: `alloc-${id}`, publicIp: addressOf(id) }) },
    "aws:ec2/networkInterface:NetworkInterface": { outputs: (id) => ({ privateIp: privateAddressOf(id) }) },
    "aws:ec2/eipAssociation:EipAssociation": { replaceKeys: ["allocationId", "networkInterfaceId"] },
    "aws:ec2/instance:Instance": { replaceKeys: ["ami", "userDataBase64", "primaryNetworkInterface"] },
    "aws:ec2/volumeAttachment:VolumeAttachment": { replaceKeys: ["instanceId", "volumeId", "deviceName"] },
    "aws:ebs/volume:Volume": { replaceKeys: ["availabilityZone", "encrypted", "snapshotId"] },
    "aws:ec2/subnet:Subnet": { replaceKeys: ["vpcId", "cidrBlock", "availabilityZone"] },
    "aws:ec2/vpc:Vpc": { replaceKeys: ["cidrBlock"] },
    "aws:iam/role:Role": named,
    "aws:iam/instanceProfile:InstanceProfile": named,
    "aws:cloudwatch/logGroup:LogGroup": { outputs: (id) => ({ name: id, arn: `arn:aws:logs:test:${id}` }) },
    "aws:ecr/repository:Repository": {
      replaceKeys: ["encryptionConfigurations"],
      outputs: (id) => {
        const name = id.toLowerCase();
        const repositoryUrl = `000000000000.dkr.ecr.eu-central-1.amazonaws.com/${name}`;
        return { name, arn: `arn:aws:ecr:eu-central-1:000000000000:repository/${name}`, repositoryUrl };
      },
    },
    "aws:lb/loadBalancer:LoadBalancer": {
      replaceKeys: ["internal", "loadBalancerType"],
      outputs: (id) => ({ arn: `arn:aws:lb:${id}`, dnsName: `${id.toLowerCase()}.elb.example`, zoneId: "ZLB" }),
    },
    "aws:lb/targetGroup:TargetGroup": { outputs: (id) => ({ arn: `arn:aws:lb:${id}` }) },
    "aws:lb/targetGroupAttachment:TargetGroupAttachment": { replaceKeys: ["targetGroupArn", "targetId", "port"] },
    "aws:route53/record:Record": {
      replaceKeys: ["zoneId", "name"],
      outputs: (_id, { name }) => ({ fqdn: shown(name) }),
    },
  });
}
