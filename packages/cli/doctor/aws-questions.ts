import { amiId, debianAmisCommand, debianOwner } from "@berth/infra/debian-ami";
import { nameInZone, zoneId, zoneName } from "@berth/infra/dns-zone";
import { vpcQuestions } from "./aws-network-questions";
import { aws, type AwsStack, cliOf, isOwn } from "./aws-stack";
import type { Question, Verdict } from "./question";
import { field, items, number, text } from "./read-json";

/** Codes of service quotas: vCPUs of running On-Demand Standard instances, Elastic IP addresses. */
const vcpuQuota = "L-1216C47A";
const addressQuota = "L-0263D0A3";
/** Families that the vCPU quota counts. */
const standardFamily = /^[acdhimrtz]\d/;

/** The queries that an AWS account has to answer before a stack is created there. */
export function awsQuestions(stack: AwsStack): readonly Question[] {
  const { dnsZone, publicAddresses } = stack.config;
  return [
    region(stack),
    offerings(stack),
    image(stack),
    vcpus(stack),
    ...(publicAddresses ? [addresses(stack)] : []),
    ...vpcQuestions(stack),
    ...(dnsZone === "" ? [] : [zone(stack)]),
  ];
}

function region(stack: AwsStack): Question {
  const { region: name } = stack.settings;
  const everywhere = { ...cliOf(stack), region: "us-east-1" };
  return {
    check: `region ${name} is enabled`,
    // A region that is not enabled answers no other query.
    argvs: [aws(everywhere, "ec2", "describe-regions", "--all-regions", "--region-names", name)],
    judge: ([answer]) => {
      const status = text(field(items(field(answer, "Regions"))[0], "OptInStatus"));
      return { ok: ["opt-in-not-required", "opted-in"].includes(status), found: status || "unknown to AWS" };
    },
    fix: `enable it, \`aws account enable-region --region-name ${name}\`, or choose another with aws:region`,
  };
}

function offerings(stack: AwsStack): Question {
  const { region: name, zones, size } = stack.settings;
  const filters = ["--filters", `Name=instance-type,Values=${size.type}`];
  const words = ["ec2", "describe-instance-type-offerings", "--location-type", "availability-zone", ...filters];
  return {
    check: `${size.type} in the zones ${zones.join(", ")} of ${name}`,
    argvs: [aws(cliOf(stack), ...words)],
    judge: ([answer]) => {
      const found = items(field(answer, "InstanceTypeOfferings"))
        .map((item) => text(field(item, "Location")))
        .sort();
      const ok = zones.every((letter) => found.includes(`${name}${letter}`));
      return { ok, found: found.join(", ") || "in no zone" };
    },
    fix: "set zones to the letters of two that are found, or take another size",
  };
}

function image(stack: AwsStack): Question {
  const { image: wanted, size } = stack.settings;
  const needed = size.architecture === "amd64" ? "x86_64" : size.architecture;
  const byId = aws(cliOf(stack), "ec2", "describe-images", "--image-ids", wanted);
  return {
    check: `image ${wanted}`,
    argvs: [amiId.test(wanted) ? byId : debianAmisCommand(cliOf(stack), wanted)],
    judge: ([answer]) => {
      const [found] = items(field(answer, "Images"));
      const [state, architecture] = [text(field(found, "State")), text(field(found, "Architecture"))];
      const owner = text(field(found, "OwnerId")) === debianOwner ? "of Debian's account" : "not of Debian's account";
      const words = [text(field(found, "Name")), state, architecture, owner].filter((word) => word !== "");
      const ok = state === "available" && architecture === needed;
      return { ok, found: found === undefined ? "not in this region" : words.join(", ") };
    },
    fix: `pin Debian's newest with \`npm run bump-images -- --stack STACK\`, or set image to an AMI of this region for ${needed}`,
  };
}

function vcpus(stack: AwsStack): Question {
  const { config, settings } = stack;
  const { region: name, size } = settings;
  const needed = config.hosts * size.cpus;
  const running = ["ec2", "describe-instances", "--filters", "Name=instance-state-name,Values=pending,running"];
  return {
    check: `quota for ${needed} vCPUs`,
    argvs: [quota(vcpuQuota, stack), aws(cliOf(stack), ...running)],
    judge: ([limit, answer]) => {
      const instances = items(field(answer, "Reservations")).flatMap((item) => items(field(item, "Instances")));
      const others = instances.filter(
        (item) => !isOwn(item, stack) && standardFamily.test(text(field(item, "InstanceType"))),
      );
      const used = others.map(vcpusOf).reduce((sum, count) => sum + count, 0);
      return room({ limit: number(field(limit, "Quota", "Value")), used, needed });
    },
    fix: quotaFix(vcpuQuota, name),
  };
}

function addresses(stack: AwsStack): Question {
  const { hosts } = stack.config;
  const { region: name } = stack.settings;
  return {
    check: `quota for ${hosts} Elastic IP address(es)`,
    argvs: [quota(addressQuota, stack), aws(cliOf(stack), "ec2", "describe-addresses")],
    judge: ([limit, answer]) => {
      const used = items(field(answer, "Addresses")).filter((item) => !isOwn(item, stack)).length;
      return room({ limit: number(field(limit, "Quota", "Value")), used, needed: hosts });
    },
    fix: quotaFix(addressQuota, name),
  };
}

/** Records get the zone's own name appended where theirs does not end with it, so that a wrong one is not noticed later. */
function zone(stack: AwsStack): Question {
  const { config } = stack;
  const name = zoneName(config);
  const holds = (found: string): boolean => {
    if (name === undefined) return found !== "";
    return config.dnsZone.includes("/") ? name === found : nameInZone(name, found) !== undefined;
  };
  return {
    check: `hosted zone ${zoneId(config)} holds ${name ?? "the routes' host names"}`,
    argvs: [aws(cliOf(stack), "route53", "get-hosted-zone", "--id", zoneId(config))],
    judge: ([answer]) => {
      const found = text(field(answer, "HostedZone", "Name")).replace(/\.$/, "");
      return { ok: holds(found), found: found || "no zone" };
    },
    fix: "set dnsZone to the id, or id/name, that `aws route53 list-hosted-zones` shows for the zone",
  };
}

function quota(code: string, stack: AwsStack): readonly string[] {
  return aws(cliOf(stack), "service-quotas", "get-service-quota", "--service-code", "ec2", "--quota-code", code);
}

function quotaFix(code: string, region: string): string {
  return `request more: \`aws service-quotas request-service-quota-increase --service-code ec2 --quota-code ${code} --region ${region} --desired-value N\``;
}

/** Whether there is room for what is needed beside what others use. */
export function room({ limit, used, needed }: { limit: number; used: number; needed: number }): Verdict {
  if (Number.isNaN(limit)) return { ok: false, found: "not listed" };
  return { ok: used + needed <= limit, found: `${used} of ${limit} used by others` };
}

function vcpusOf(instance: unknown): number {
  const [cores, threads] = ["CoreCount", "ThreadsPerCore"].map((key) => number(field(instance, "CpuOptions", key)));
  return (cores ?? NaN) * (threads ?? NaN);
}
