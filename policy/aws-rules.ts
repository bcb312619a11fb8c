import * as dlm from "@pulumi/aws/dlm";
import * as ebs from "@pulumi/aws/ebs";
import * as ec2 from "@pulumi/aws/ec2";
import * as ecr from "@pulumi/aws/ecr";
import * as lb from "@pulumi/aws/lb";
import { SecurityGroupIngressRule } from "@pulumi/aws/vpc";
import { type ResourceValidationPolicy, validateResourceOfType } from "@pulumi/policy";
import { passwordLogin } from "./password-login";
import { holdsSsh, isWorld } from "./world";

/** What every AWS stack keeps to. */
export const awsRules: readonly ResourceValidationPolicy[] = [
  {
    name: "aws-no-world-open-ssh",
    description: "SSH is open to named networks, never to the internet.",
    validateResource: [
      validateResourceOfType(SecurityGroupIngressRule, (rule, _args, report) => {
        if (!holdsSsh(rule.fromPort, rule.toPort)) return;
        if (isWorld(rule.cidrIpv4) || isWorld(rule.cidrIpv6)) report("SSH is open to the internet");
      }),
      validateResourceOfType(ec2.SecurityGroupRule, (rule, _args, report) => {
        const networks = [...(rule.cidrBlocks ?? []), ...(rule.ipv6CidrBlocks ?? [])];
        const isInward = rule.type === "ingress" && holdsSsh(rule.fromPort, rule.toPort);
        if (isInward && networks.some(isWorld)) report("SSH is open to the internet");
      }),
      validateResourceOfType(ec2.SecurityGroup, (group, _args, report) => {
        const open = (group.ingress ?? []).filter(({ fromPort, toPort }) => holdsSsh(fromPort, toPort));
        const networks = open.flatMap((rule) => [...(rule.cidrBlocks ?? []), ...(rule.ipv6CidrBlocks ?? [])]);
        if (networks.some(isWorld)) report("SSH is open to the internet");
      }),
      validateResourceOfType(lb.Listener, ({ port }, _args, report) => {
        if (holdsSsh(port, port)) report("a load balancer passes SSH on");
      }),
    ],
  },
  {
    name: "aws-encrypted-volumes",
    description: "Root and data volumes are encrypted.",
    validateResource: [
      validateResourceOfType(ebs.Volume, (volume, _args, report) => {
        if (volume.encrypted !== true) report("the volume is not encrypted");
      }),
      validateResourceOfType(ec2.Instance, (instance, _args, report) => {
        if (instance.rootBlockDevice?.encrypted !== true) report("the root volume is not encrypted");
        const plain = (instance.ebsBlockDevices ?? []).filter(({ encrypted }) => encrypted !== true);
        plain.forEach(({ deviceName }) => report(`the volume ${deviceName} is not encrypted`));
      }),
    ],
  },
  {
    name: "aws-metadata-v2",
    description: "The metadata service wants a token and does not answer containers.",
    validateResource: validateResourceOfType(ec2.Instance, (instance, _args, report) => {
      const { httpTokens, httpPutResponseHopLimit } = instance.metadataOptions ?? {};
      if (httpTokens !== "required") report("metadataOptions.httpTokens must be required");
      if (httpPutResponseHopLimit !== 1) report("metadataOptions.httpPutResponseHopLimit must be 1");
    }),
  },
  {
    name: "aws-no-password-login",
    description: "User-data does not enable password login.",
    validateResource: validateResourceOfType(ec2.Instance, (instance, _args, report) => {
      const encoded = instance.userDataBase64 ?? Buffer.from(instance.userData ?? "").toString("base64");
      const line = passwordLogin(encoded);
      if (line !== undefined) report(`user-data lets people log in with a password: ${line.trim()}`);
    }),
  },
  {
    name: "aws-registry-scanned",
    description: "What is pushed to a repository is looked through for known weaknesses.",
    validateResource: validateResourceOfType(ecr.Repository, (repository, _args, report) => {
      if (repository.imageScanningConfiguration?.scanOnPush !== true)
        report("images are not scanned when they are pushed");
    }),
  },
  {
    name: "aws-private-snapshots",
    description: "Snapshots of data volumes are shared with no other account.",
    validateResource: validateResourceOfType(dlm.LifecyclePolicy, ({ policyDetails }, _args, report) => {
      const shared = (policyDetails.schedules ?? []).filter(({ shareRule }) => shareRule !== undefined);
      shared.forEach(({ name }) => report(`the snapshots of schedule ${name} are shared with another account`));
    }),
  },
  {
    name: "aws-data-protected",
    description: "A data volume is protected from deletion.",
    // Not mandatory: whoever means to delete takes the protection off first, and that is an update of its own.
    enforcementLevel: "advisory",
    validateResource: validateResourceOfType(ebs.Volume, (_volume, { opts }, report) => {
      if (!opts.protect) report("the volume is not protected");
    }),
  },
];
