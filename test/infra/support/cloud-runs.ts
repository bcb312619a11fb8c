import { isMap } from "../../../packages/model/property";
import type { Config } from "./cloud-stack";
import { CloudRun } from "./cloud-suite";
import { fakeAws } from "./fake-aws";
import { fakeAzure } from "./fake-azure";

/** The least that a stack on AWS needs. No real image: the id says so. */
export const awsConfig = {
  "berth:target": "aws",
  "aws:region": "eu-central-1",
  "berth:image": "ami-00000000000000001",
};

/** The least that a stack on Azure needs. No real image: the version says so. */
export const azureConfig = {
  "berth:target": "azure",
  "azure-native:location": "westeurope",
  "berth:image": "Debian:debian-13:13-gen2:0.0.1",
  "berth:adminCidrs": ["10.99.0.0/24"],
};

export function awsRun(config: Config): CloudRun {
  return new CloudRun({
    sdk: "aws",
    fake: fakeAws(),
    config,
    address: "203.0.113.1",
    rootDiskId: /^Instance-\d+$/,
    bootId: /^Instance-\d+ t3\.small$/,
    machineType: "aws:ec2/instance:Instance",
    userDataOf: ({ userDataBase64 }) => userDataBase64,
  });
}

export function azureRun(config: Config): CloudRun {
  return new CloudRun({
    sdk: "azure-native",
    fake: fakeAzure(),
    config,
    address: "203.0.113.1",
    rootDiskId: /^guid-of-VirtualMachine-\d+$/,
    bootId: /^guid-of-VirtualMachine-\d+ Standard_B2ls_v2$/,
    machineType: "azure-native:compute:VirtualMachine",
    userDataOf: ({ osProfile }) => (isMap(osProfile) ? osProfile.customData : undefined),
  });
}
