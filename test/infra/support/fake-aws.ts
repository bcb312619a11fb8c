import { FakeCloud } from "./fake-cloud";

/** As EC2, IAM and CloudWatch answer; ids, names and addresses are made up. */
export function fakeAws(): FakeCloud {
  const named = { outputs: (id: string) => ({ name: id, arn: `arn:aws:test:::${id}` }) };
  return new FakeCloud({
    "aws:ec2/eip:Eip": { outputs: (id) => ({ allocationId: `alloc-${id}`, publicIp: "203.0.113.10" }) },
    "aws:ec2/eipAssociation:EipAssociation": { replaceKeys: ["allocationId", "networkInterfaceId"] },
    "aws:ec2/instance:Instance": { replaceKeys: ["ami", "userDataBase64", "primaryNetworkInterface"] },
    "aws:ec2/volumeAttachment:VolumeAttachment": { replaceKeys: ["instanceId", "volumeId", "deviceName"] },
    "aws:ebs/volume:Volume": { replaceKeys: ["availabilityZone", "encrypted"] },
    "aws:ec2/subnet:Subnet": { replaceKeys: ["vpcId", "cidrBlock", "availabilityZone"] },
    "aws:ec2/vpc:Vpc": { replaceKeys: ["cidrBlock"] },
    "aws:iam/role:Role": named,
    "aws:iam/instanceProfile:InstanceProfile": named,
    "aws:cloudwatch/logGroup:LogGroup": { outputs: (id) => ({ name: id, arn: `arn:aws:logs:test:${id}` }) },
  });
}
