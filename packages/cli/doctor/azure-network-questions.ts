import type { ExistingVnet } from "@berth/infra/azure-settings";
import { parseNetwork } from "@berth/infra/cidr";
import { az, type AzureStack } from "./azure-stack";
import type { Question } from "./question";
import { field, items, text, texts } from "./read-json";

/** Azure keeps as many addresses of each subnet. */
const keptAddresses = 5;

/** The queries about a virtual network that is there already; none where the stack makes one. */
export function vnetQuestions(stack: AzureStack): readonly Question[] {
  const { vnet } = stack.settings;
  return vnet === undefined ? [] : [place(stack, vnet), ...vnet.subnets.map((name) => subnet(stack, vnet, name))];
}

function place({ settings: { location } }: AzureStack, { resourceGroup, name }: ExistingVnet): Question {
  return {
    check: `virtual network ${name} of ${resourceGroup} is in ${location}`,
    argvs: [az("network", "vnet", "show", "--resource-group", resourceGroup, "--name", name)],
    judge: ([answer]) => {
      const found = text(field(answer, "location"));
      return { ok: found === location, found: found || "not there" };
    },
    fix: "set network to resource group/name of one that `az network vnet list` shows in the location of the stack",
  };
}

function subnet({ config }: AzureStack, vnet: ExistingVnet, name: string): Question {
  const which = ["--resource-group", vnet.resourceGroup, "--vnet-name", vnet.name, "--name", name];
  const share = Math.ceil(config.hosts / vnet.subnets.length);
  const { publicAddresses } = config;
  return {
    check: `subnet ${name} has ${share} free address(es)${publicAddresses ? "" : " and a way out, by a NAT or the like"}`,
    argvs: [az("network", "vnet", "subnet", "show", ...which)],
    judge: ([answer]) => {
      const free = freeAddresses(answer);
      const leadsOut = publicAddresses || wayOut(answer) !== "";
      const found = [`${free} free`, ...(publicAddresses ? [] : [wayOut(answer) || "no way out"])].join(", ");
      return { ok: free >= share && leadsOut, found };
    },
    fix: "take a subnet with more room, and for hosts without a public address one with a NAT gateway, `az network vnet subnet update --nat-gateway`, or a route table to a firewall",
  };
}

function freeAddresses(answer: unknown): number {
  const prefixes = [text(field(answer, "addressPrefix")), ...texts(field(answer, "addressPrefixes"))];
  const sizes = [...new Set(prefixes)].flatMap((cidr) => parseNetwork(cidr)?.prefix ?? []);
  const all = sizes.reduce((sum, prefix) => sum + 2 ** (32 - prefix) - keptAddresses, 0);
  return all - items(field(answer, "ipConfigurations")).length;
}

/** What leads out of a subnet for a machine without a public address; "" where nothing does. */
function wayOut(answer: unknown): string {
  const names = { natGateway: "NAT gateway", routeTable: "route table" };
  const found = Object.entries(names).find(([key]) => text(field(answer, key, "id")) !== "");
  if (found !== undefined) return found[1];
  return field(answer, "defaultOutboundAccess") === false ? "" : "Azure's default access, which new networks lack";
}
