import type { ExistingVpc } from "@berth/infra/aws-settings";
import { aws, type AwsStack, cliOf, isOwn } from "./aws-stack";
import type { Question, Verdict } from "./question";
import { field, items, number, text } from "./read-json";

/** The queries about a VPC that is there already; none where the stack makes one. */
export function vpcQuestions(stack: AwsStack): readonly Question[] {
  const { vpc } = stack.settings;
  if (vpc === undefined) return [];
  const { adminCidrs, publicAddresses } = stack.config;
  const isTunnelled = adminCidrs.length === 0;
  const own = wayOut(stack, { vpc, subnets: vpc.subnets, isPublic: publicAddresses });
  const front = publicAddresses ? [] : vpc.frontSubnets;
  return [
    subnets(stack, vpc),
    own,
    ...(front.length > 0 ? [wayOut(stack, { vpc, subnets: front, isPublic: true })] : []),
    ...(isTunnelled ? [endpoint(stack, vpc)] : []),
  ];
}

function subnets(stack: AwsStack, vpc: ExistingVpc): Question {
  const { region } = stack.settings;
  const ids = vpc.subnets.map(({ id }) => id);
  const share = Math.ceil(stack.config.hosts / ids.length);
  return {
    check: `subnets of ${vpc.id} in their zones, with ${share} free address(es) each`,
    argvs: [aws(cliOf(stack), "ec2", "describe-subnets", "--subnet-ids", ...ids)],
    judge: ([answer]) => {
      const faults = vpc.subnets.flatMap(({ id, zone }) => {
        const found = items(field(answer, "Subnets")).find((item) => text(field(item, "SubnetId")) === id);
        return subnetFaults(found, { vpcId: vpc.id, zone: `${region}${zone}`, share }).map((fault) => `${id} ${fault}`);
      });
      return verdict(faults, ids);
    },
    fix: "set network and its subnets to what `aws ec2 describe-subnets` lists, or take subnets with more room",
  };
}

function subnetFaults(found: unknown, wanted: { vpcId: string; zone: string; share: number }): readonly string[] {
  if (found === undefined) return ["is not there"];
  const [vpcId, zone] = [text(field(found, "VpcId")), text(field(found, "AvailabilityZone"))];
  const free = number(field(found, "AvailableIpAddressCount"));
  return [
    ...(vpcId === wanted.vpcId ? [] : [`is in ${vpcId}`]),
    ...(zone === wanted.zone ? [] : [`is in ${zone}`]),
    ...(free >= wanted.share ? [] : [`has ${free} free address(es)`]),
  ];
}

interface Led {
  readonly vpc: ExistingVpc;
  readonly subnets: ExistingVpc["subnets"];
  /** Whether an internet gateway must be what they lead to; else a NAT or the like. */
  readonly isPublic: boolean;
}

/** A host fetches its packages and images at its first boot. */
function wayOut(stack: AwsStack, { vpc, subnets: all, isPublic }: Led): Question {
  const ids = all.map(({ id }) => id);
  const filter = ["--filters", `Name=vpc-id,Values=${vpc.id}`];
  return {
    check: isPublic ? "public subnets lead to an internet gateway" : "private subnets lead out, by a NAT or the like",
    argvs: [aws(cliOf(stack), "ec2", "describe-route-tables", ...filter)],
    judge: ([answer]) => {
      const tables = items(field(answer, "RouteTables"));
      const faults = ids.flatMap((id) => {
        const target = defaultTarget(tableOf(tables, id));
        const isRight = isPublic ? target.startsWith("igw-") : target !== "" && !target.startsWith("igw-");
        return isRight ? [] : [`${id} leads to ${target === "" ? "nothing" : target}`];
      });
      return verdict(faults, ids);
    },
    fix: isPublic
      ? "name subnets whose route table has 0.0.0.0/0 to an internet gateway, or set publicAddresses to false"
      : "give the subnets' route table 0.0.0.0/0 to a NAT gateway; a host without a public address reaches nothing by an internet gateway",
  };
}

/** A subnet without a table of its own has the VPC's main one. */
function tableOf(tables: readonly unknown[], subnet: string): unknown {
  const links = (table: unknown) => items(field(table, "Associations"));
  const own = tables.find((table) => links(table).some((link) => text(field(link, "SubnetId")) === subnet));
  return own ?? tables.find((table) => links(table).some((link) => field(link, "Main") === true));
}

/** Id of what the default route of a table leads to; "" where there is no such route, or what it led to is gone. */
function defaultTarget(table: unknown): string {
  const all = items(field(table, "Routes"));
  const route = all.find((item) => text(field(item, "DestinationCidrBlock")) === "0.0.0.0/0");
  if (text(field(route, "State")) !== "active") return "";
  const keys = ["GatewayId", "NatGatewayId", "TransitGatewayId", "NetworkInterfaceId", "VpcPeeringConnectionId"];
  return keys.map((key) => text(field(route, key))).find((id) => id !== "") ?? "";
}

/** A VPC has one EC2 Instance Connect Endpoint at most. */
function endpoint(stack: AwsStack, { id }: ExistingVpc): Question {
  const filter = ["--filters", `Name=vpc-id,Values=${id}`];
  return {
    check: `${id} has room for an EC2 Instance Connect Endpoint`,
    argvs: [aws(cliOf(stack), "ec2", "describe-instance-connect-endpoints", ...filter)],
    judge: ([answer]) => {
      const others = items(field(answer, "InstanceConnectEndpoints")).filter((item) => !isOwn(item, stack));
      const found = others.map((item) => text(field(item, "InstanceConnectEndpointId"))).join(", ");
      return { ok: found === "", found: found === "" ? "none yet" : `${found} is there, and a VPC takes one` };
    },
    fix: "set adminCidrs, and jumpHost with jumpHostKey where this computer does not reach the network itself",
  };
}

function verdict(faults: readonly string[], ids: readonly string[]): Verdict {
  return { ok: faults.length === 0, found: faults.length === 0 ? ids.join(", ") : faults.join("; ") };
}
