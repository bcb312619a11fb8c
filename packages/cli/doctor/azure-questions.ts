import { parseAzureDnsZone } from "@berth/infra/azure-dns-zone";
import { room } from "./aws-questions";
import { vnetQuestions } from "./azure-network-questions";
import { az, type AzureStack } from "./azure-stack";
import type { Question, Verdict } from "./question";
import { field, items, number, text, texts } from "./read-json";

/** Subscriptions list the one or the other. */
const addressUsages = ["IPv4StandardSkuPublicIpAddresses", "StandardSkuPublicIpAddresses", "PublicIPAddresses"];

/** The queries that an Azure subscription has to answer before a stack is created there. */
export function azureQuestions(stack: AzureStack): readonly Question[] {
  const { dnsZone, publicAddresses, diskBackups } = stack.config;
  return [
    location(stack),
    size(stack),
    encryption(),
    image(stack),
    cores(stack),
    ...(publicAddresses ? [addresses(stack)] : []),
    ...vnetQuestions(stack),
    ...(dnsZone === "" ? [] : [zone(stack)]),
    ...(diskBackups === 0 ? [] : [backups()]),
  ];
}

function location({ settings: { location: name } }: AzureStack): Question {
  return {
    check: `location ${name} is open to the subscription`,
    argvs: [az("account", "list-locations", "--query", `[?name=='${name}'].name`)],
    judge: ([answer]) => ({ ok: texts(answer).includes(name), found: texts(answer).join(", ") || "not listed" }),
    fix: "choose one that `az account list-locations` lists, with azure-native:location",
  };
}

function size({
  settings: {
    location: name,
    zones,
    size: { type },
  },
}: AzureStack): Question {
  return {
    check: `${type} in the zones ${zones.join(", ")} of ${name}, with encryption at host and Trusted Launch`,
    argvs: [skus(name, type)],
    judge: ([answer]) => sizeVerdict(items(answer)[0], zones),
    fix: "set zones to those that are found, take another size, or request the size from Azure's support",
  };
}

function sizeVerdict(sku: unknown, zones: readonly string[]): Verdict {
  if (sku === undefined) return { ok: false, found: "no such size there" };
  const closed = items(field(sku, "restrictions"));
  const closedZones = closed.flatMap((item) => texts(field(item, "restrictionInfo", "zones")));
  const isClosed = closed.some((item) => text(field(item, "type")) === "Location");
  const open = items(field(sku, "locationInfo"))
    .flatMap((item) => texts(field(item, "zones")))
    .filter((number) => !closedZones.includes(number) && !isClosed)
    .sort();
  const able = new Map(
    items(field(sku, "capabilities")).map((item) => [text(field(item, "name")), text(field(item, "value"))]),
  );
  const lacks = [
    ...(able.get("EncryptionAtHostSupported") === "True" ? [] : ["no encryption at host"]),
    ...(able.get("TrustedLaunchDisabled") === "True" ? ["no Trusted Launch"] : []),
  ];
  const ok = zones.every((number) => open.includes(number)) && lacks.length === 0;
  return { ok, found: [`zones ${open.join(", ") || "none"}`, ...lacks].join("; ") };
}

function encryption(): Question {
  const feature = ["--namespace", "Microsoft.Compute", "--name", "EncryptionAtHost"];
  return {
    check: "the subscription may encrypt at host",
    argvs: [az("feature", "show", ...feature)],
    judge: ([answer]) => {
      const state = text(field(answer, "properties", "state"));
      return { ok: state === "Registered", found: state || "no such feature" };
    },
    fix: `\`az feature register ${feature.join(" ")}\`, and when it is registered \`az provider register --namespace Microsoft.Compute\``,
  };
}

/** The vaults' provider is not among those that every subscription has. */
function backups(): Question {
  const namespace = "Microsoft.DataProtection";
  return {
    check: `the subscription has ${namespace}, which makes the snapshots of diskBackups`,
    argvs: [az("provider", "show", "--namespace", namespace)],
    judge: ([answer]) => {
      const state = text(field(answer, "registrationState"));
      return { ok: state === "Registered", found: state || "no such provider" };
    },
    fix: `\`az provider register --namespace ${namespace}\``,
  };
}

function image({ settings: { location: name, image: urn, size: machine } }: AzureStack): Question {
  const needed = machine.architecture === "arm64" ? "Arm64" : "x64";
  return {
    check: `image ${urn}`,
    argvs: [az("vm", "image", "show", "--urn", urn, "--location", name)],
    judge: ([answer]) => {
      const generation = text(field(answer, "hyperVGeneration"));
      const architecture = text(field(answer, "architecture")) || "x64";
      const found = generation === "" ? "no such image" : `generation ${generation}, ${architecture}`;
      return { ok: generation === "V2" && architecture === needed, found };
    },
    fix: `pin Debian's newest with \`npm run bump-images -- --stack STACK\`; Trusted Launch wants generation V2, and the size ${needed}`,
  };
}

function cores({ name: stack, config, settings: { location: name, size } }: AzureStack): Question {
  const { type, cpus: each } = size;
  const needed = config.hosts * each;
  return {
    check: `quota for ${needed} vCPUs of ${type}`,
    argvs: [az("vm", "list-usage", "--location", name), skus(name, type), own(stack)],
    judge: ([usages, sku, mine]) => {
      const family = text(field(items(sku)[0], "family"));
      const already = items(mine).length * each;
      const found = ["cores", family].map((key) => ({ key, usage: usageOf(usages, key) }));
      const verdicts = found.map(({ key, usage }) => ({
        key,
        ...room({ ...usage, used: usage.used - already, needed }),
      }));
      return {
        ok: verdicts.every(({ ok }) => ok),
        found: verdicts.map(({ key, found: told }) => `${key}: ${told}`).join("; "),
      };
    },
    fix: "request more in the portal under Quotas, or with `az quota update`",
  };
}

function addresses({ name: stack, config: { hosts }, settings: { location: name } }: AzureStack): Question {
  return {
    check: `quota for ${hosts} public address(es)`,
    argvs: [az("network", "list-usages", "--location", name), own(stack)],
    judge: ([usages, mine]) => {
      const listed = addressUsages.map((key) => usageOf(usages, key)).filter(({ limit }) => !Number.isNaN(limit));
      const [usage = { limit: NaN, used: NaN }] = listed;
      return room({ limit: usage.limit, used: usage.used - items(mine).length, needed: hosts });
    },
    fix: "request more in the portal under Quotas",
  };
}

function zone({ config: { dnsZone } }: AzureStack): Question {
  const { resourceGroup = "", zone: name = "" } = parseAzureDnsZone(dnsZone) ?? {};
  return {
    check: `DNS zone ${dnsZone} is there`,
    argvs: [az("network", "dns", "zone", "show", "--resource-group", resourceGroup, "--name", name)],
    judge: ([answer]) => ({ ok: text(field(answer, "name")) === name, found: text(field(answer, "id")) }),
    fix: `make it, \`az network dns zone create --resource-group ${resourceGroup} --name ${name}\`, and let the parent zone lead to it`,
  };
}

function skus(location: string, vmSize: string): readonly string[] {
  const which = ["--location", location, "--size", vmSize, "--resource-type", "virtualMachines", "--all"];
  return az("vm", "list-skus", ...which, "--query", `[?name=='${vmSize}']`);
}

/** What the stack has already does not count against it. */
function own(stack: string): readonly string[] {
  return az(
    "vm",
    "list",
    "--query",
    `[?tags.Project=='berth' && tags.Stack=='${stack}' && tags.ManagedBy=='pulumi'].name`,
  );
}

function usageOf(usages: unknown, key: string): { limit: number; used: number } {
  const found = items(usages).find((item) => text(field(item, "name", "value")).toLowerCase() === key.toLowerCase());
  return { limit: number(field(found, "limit")), used: number(field(found, "currentValue")) };
}
