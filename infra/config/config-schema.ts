import { distance } from "fastest-levenshtein";
import { type BackupKeys, backupSchema } from "./backup-schema";
import type { ConfigFault } from "./config-fault";
import { type DiskKeys, diskSchema } from "./disk-schema";
import { parseEgress } from "./egress";
import { jumpHostForm, jumpKeyForm } from "./jump-host";
import { adminNetworks, privateNetwork, subnets } from "./network-rules";
import { ownTags } from "./own-tags";
import { runtimeFaults } from "./runtime-faults";
import type { Runtime } from "../guest/guest-files";
import { boolean, integer, list, map, mapOf, oneOf, type Rule, text } from "./config-rules";

export type { ConfigFault } from "./config-fault";

/** Platforms a stack can stand on. */
export const targets = ["local", "aws", "azure"] as const;
export type Target = (typeof targets)[number];

/** What the services run in: containers on the hosts, or a virtual machine of its own each, without Docker. */
export const runtimes = ["containers", "vms"] as const satisfies readonly Runtime[];

/** Where images come from: built on each host, or pulled from a cloud's registry. */
export const registries = ["none", "ecr", "acr"] as const;
export type RegistryKind = (typeof registries)[number];

/** Where a Dockerfile is built; "auto": on this computer where it emulates the machine, else on the hosts. */
export const imageBuilds = ["auto", "here", "host"] as const;
export type ImageBuilds = (typeof imageBuilds)[number];

/** More would want an engine that schedules: Swarm, Kubernetes. */
const mostHosts = 16;

/** A stack's configuration, complete and checked. */
export interface StackConfig extends BackupKeys, DiskKeys {
  readonly target: Target;
  readonly runtime: Runtime;
  /** Machines, all of one size. */
  readonly hosts: number;
  readonly cpus: number;
  readonly memoryMiB: number;
  /** Size of a cloud's machine as the cloud names it; "": the smallest usual one with cpus and memoryMiB. */
  readonly size: string;
  readonly dataDiskGiB: number;
  readonly httpPort: number;
  /** Region of the host: `aws:region` or `azure-native:location`; "" when it is not set. */
  readonly region: string;
  /** Profile of the AWS CLI and of AWS's provider, `aws:profile`; "": the default one. */
  readonly profile: string;
  /** Image of a machine on this computer: "built" here, or what StockImage accepts. */
  readonly localImage: string;
  /** Image of a cloud's machine; "": Debian's, of the pinned release. */
  readonly image: string;
  /** Availability zones, as the cloud names them; []: the first that regions usually have. */
  readonly zones: readonly string[];
  readonly networkCidr: string;
  /** A network that is there already, as the cloud identifies it; "": the stack makes one of its own. */
  readonly network: string;
  /** Subnets of `network` with a way to the internet by a public address. */
  readonly publicSubnets: readonly string[];
  /** Subnets of `network` for hosts without a public address. */
  readonly privateSubnets: readonly string[];
  /** Whether each host has an address that the internet reaches. */
  readonly publicAddresses: boolean;
  /** Whether a cloud's load balancer takes the connections to published ports. */
  readonly loadBalancer: boolean;
  readonly adminCidrs: readonly string[];
  /** What hosts reach outside besides HTTP and HTTPS, in the form of `parseEgress`. */
  readonly egress: readonly string[];
  /** `[user@]host[:port]` that SSH to the hosts goes through; "": it is direct, or through AWS's tunnel. */
  readonly jumpHost: string;
  /** Public key of the jump host, one line; there with `jumpHost`. */
  readonly jumpHostKey: string;
  /** What every resource of the stack on a cloud carries, besides the program's own. */
  readonly tags: Readonly<Record<string, string>>;
  readonly generation: number;
  readonly terminationProtection: boolean;
  readonly protectData: boolean;
  readonly flowLogs: boolean;
  /** ARN of the policy that bounds every role that the stack makes on AWS; "": none. */
  readonly permissionsBoundary: string;
  readonly registry: RegistryKind;
  readonly imageBuilds: ImageBuilds;
  /** Host name that the services answer to, with a certificate of a public authority; "": none. */
  readonly domain: string;
  /** Zone of the domain's record, as the cloud identifies it; "": the record is exported, not made. */
  readonly dnsZone: string;
  /** Paths of the compose files, from the project's folder or absolute; each is merged over those before it. */
  readonly composeFiles: readonly string[];
  /** Registries that images are pulled from, by their hosts: credentials, and an authority of their own. */
  readonly registries: Readonly<Record<string, RegistrySettings>>;
  /** Host of the registry of images whose references name none; "": the one that a Docker here reports. */
  readonly defaultRegistry: string;
  /** Values of the variables that the compose files name as ${NAME}. */
  readonly composeVariables: Readonly<Record<string, string>>;
  /** How many releases of each service a host keeps, the running one among them. */
  readonly keepReleases: number;
  /** Service → the kept release that it runs, instead of what this checkout has. */
  readonly releases: Readonly<Record<string, string>>;
}

export interface RegistrySettings {
  readonly username?: string;
  /** There with `username`. */
  readonly password?: string;
  /** Path of a file in PEM with the certificate of the registry's authority, from the project's folder or absolute. */
  readonly caFile?: string;
}

/** Each cloud's own key for the region; the clouds' plugins read the same key. */
export const regionKeys: { readonly [T in Target]?: string } = { aws: "aws:region", azure: "azure-native:location" };

/** The provider's key for the profile of the AWS CLI. */
export const profileKey = "aws:profile";

/** The image of a machine on this computer, beside `image`, which is a cloud's. */
export const localImageKey = "local:image";
export const localImageRule = {
  default: "built",
  must: '"built", "stock", the absolute path of a qcow2 file, or its https URL with #sha256=… or #sha512=… and the checksum',
  pattern: /^(built|stock|\/.*|https:\/\/\S+#(sha256=[0-9a-f]{64}|sha512=[0-9a-f]{128}))$/,
};

/** The keys of the project's own namespace. */
export type Keys = Omit<StackConfig, "region" | "profile" | "localImage">;

/** RFC 1123, at least two labels, at most 253 characters; the last is not a number. */
const hostName = /^$|^(?=.{4,253}$)([a-z0-9]([a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z]([a-z0-9-]{0,61}[a-z0-9])?$/;

const registryHost = /^[a-z0-9.-]{1,253}(:\d{1,5})?$/;

/** Every key, its rule and its default; Pulumi.yaml declares the same, and a test compares the two. */
export const schema: { readonly [K in keyof Keys]: Rule<Keys[K]> } = {
  target: oneOf(targets, "local"),
  runtime: oneOf(runtimes, "containers"),
  hosts: integer(1, mostHosts, 1),
  cpus: integer(1, 64, 2),
  memoryMiB: integer(512, 262_144, 2048),
  size: text("", /^[\w.]{0,40}$/, "a size of machine in the cloud's own words, or empty"),
  dataDiskGiB: integer(4, 16_384, 12),
  httpPort: integer(1024, 65_535, 8080),
  image: text("", /^[\w:.-]{0,256}$/, "the id of an image in the cloud's own words, or empty for Debian's pinned one"),
  zones: list((zone) => /^[a-z0-9]{1,20}$/.test(zone), "a list of zones in the cloud's own words"),
  networkCidr: privateNetwork("10.40.0.0/16"),
  network: text("", /^[\w./()-]{0,200}$/, "a network in the cloud's own words, or empty"),
  publicSubnets: subnets(),
  privateSubnets: subnets(),
  publicAddresses: boolean(true),
  loadBalancer: boolean(false),
  adminCidrs: adminNetworks(),
  egress: list(
    (item) => parseEgress(item) !== undefined,
    'a list of ports, "587", "8000-8100", "123/udp" or "5432@10.20.0.0/16"',
  ),
  jumpHost: text("", jumpHostForm, "[user@]host[:port], or empty"),
  jumpHostKey: text("", jumpKeyForm, "a public ed25519 key, ssh-ed25519 AAAA…, or empty"),
  tags: ownTags(),
  generation: integer(1, 9999, 1),
  terminationProtection: boolean(false),
  protectData: boolean(true),
  ...diskSchema,
  flowLogs: boolean(false),
  permissionsBoundary: text(
    "",
    /^$|^arn:aws:iam::\d{12}:policy\/[\w+=,.@/-]{1,512}$/,
    "the ARN of an IAM policy, or empty",
  ),
  registry: oneOf(registries, "none"),
  imageBuilds: oneOf(imageBuilds, "auto"),
  domain: text("", hostName, "a host name such as links.example.org, in small letters, or empty"),
  dnsZone: text("", /^[\w./-]{0,200}$/, "a DNS zone in the cloud's own words, or empty"),
  composeFiles: {
    ...list(isComposeFile, "a list of paths that end with .yaml or .yml, at least one", ["services/compose.yaml"]),
    parse: composeFiles,
  },
  registries: mapOf(
    registryHost,
    "a map from hosts of registries, in small letters, to {username, password, caFile}, of which caFile or the other two may be left out",
    {
      fields: ["username", "password", "caFile"],
      isWhole: ({ username, password, caFile }) =>
        (username === undefined) === (password === undefined) && (username ?? caFile) !== undefined,
    },
  ),
  defaultRegistry: text("", new RegExp(`^$|${registryHost.source}`), "the host of a registry, or empty"),
  composeVariables: map(/^[A-Za-z_][A-Za-z0-9_]*$/, "a map from names of variables to texts, numbers or booleans"),
  keepReleases: integer(1, 50, 3),
  releases: map(
    /^[A-Za-z0-9._-]+$/,
    "a map from services to ids of their kept releases, 12 hex digits each",
    /^[0-9a-f]{12}$/,
  ),
  ...backupSchema,
};

export interface ParsedConfig {
  /** Left out when there is a fault. */
  readonly config?: StackConfig;
  /** The config with the default in place of each wrong value, for checks that look at several keys. */
  readonly draft: StackConfig;
  readonly faults: readonly ConfigFault[];
}

/**
 * Checks all keys at once: either a config, or every fault. `others` are the values of other namespaces' keys: regionKeys,
 * profileKey, localImageKey. `rulesOf` are a platform's own rules, which see the draft.
 */
export function parseConfig(
  given: Readonly<Record<string, string>>,
  others: Readonly<Record<string, string>> = {},
  rulesOf: (draft: StackConfig) => readonly ConfigFault[] = () => [],
): ParsedConfig {
  const values: Record<string, unknown> = {};
  const faults = Object.keys(given)
    .filter((key) => !Object.hasOwn(schema, key))
    .map((key) => unknownKey(key, given[key]));
  for (const [key, rule] of Object.entries<Rule<unknown>>(schema)) {
    const text = given[key];
    const value = text === undefined ? rule.default : rule.parse(text);
    if (value === undefined) faults.push({ key, rule: `must be ${rule.must}`, value: text });
    values[key] = value ?? rule.default;
  }
  faults.push(...localFaults(others));
  // Every key of the schema was parsed by its own rule, so the record has them all.
  const draft = withOthers(values as unknown as Keys, others);
  const crossing = faults.some(({ key }) => key === "target") ? [] : [...runtimeFaults(draft), ...rulesOf(draft)];
  faults.push(...withoutEchoes(crossing, faults));
  return { ...(faults.length === 0 && { config: draft }), draft, faults };
}

function withOthers(keys: Keys, others: Readonly<Record<string, string>>): StackConfig {
  return {
    ...keys,
    region: others[regionKeys[keys.target] ?? ""] ?? "",
    profile: others[profileKey] ?? "",
    localImage: others[localImageKey] ?? localImageRule.default,
  };
}

/** Keys that a rule for the first looks at: where one of them has a fault of its own, the rule saw a default. */
const looksAt: Readonly<Record<string, readonly string[]>> = {
  cpus: ["memoryMiB"],
  size: ["cpus", "memoryMiB"],
  memoryMiB: ["runtime"],
  hosts: ["runtime"],
  registry: ["runtime"],
  releases: ["runtime"],
  backupRepository: ["runtime"],
  backupPassword: ["backupRepository"],
  imageBuilds: ["runtime", "registry"],
  dnsZone: ["domain"],
  jumpHost: ["adminCidrs"],
  jumpHostKey: ["jumpHost"],
  publicSubnets: ["network"],
  privateSubnets: ["network", "publicAddresses"],
  publicAddresses: ["network", "publicSubnets", "privateSubnets"],
  loadBalancer: ["network", "publicSubnets", "privateSubnets", "publicAddresses"],
  zones: ["network"],
  flowLogs: ["network"],
  dataSnapshots: ["hosts", "runtime"],
};

function withoutEchoes(crossing: readonly ConfigFault[], own: readonly ConfigFault[]): readonly ConfigFault[] {
  const wrong = new Set(own.map(({ key }) => key));
  return crossing.filter(({ key }) => ![key, ...(looksAt[key] ?? [])].some((read) => wrong.has(read)));
}

/** One line a fault: `key: rule (got "value")`. */
export function describeFaults(faults: readonly ConfigFault[]): string[] {
  return faults.map(
    ({ key, rule, value }) => `${key}: ${rule}${value === undefined ? "" : ` (got ${JSON.stringify(value)})`}`,
  );
}

function localFaults(others: Readonly<Record<string, string>>): ConfigFault[] {
  const { must, pattern } = localImageRule;
  return Object.entries(others).flatMap(([key, value]) => {
    if (key === localImageKey) return pattern.test(value) ? [] : [{ key, rule: `must be ${must}`, value }];
    const rule = `is not a known key; did you mean ${localImageKey}?`;
    return key.startsWith("local:") ? [{ key, rule, value }] : [];
  });
}

function unknownKey(key: string, value: string | undefined): ConfigFault {
  const near = Object.keys(schema).find((known) => distance(known.toLowerCase(), key.toLowerCase()) <= 2);
  return { key, rule: near === undefined ? "is not a known key" : `is not a known key; did you mean ${near}?`, value };
}

function composeFiles(given: string): readonly string[] | undefined {
  const paths = list(isComposeFile, "").parse(given);
  return paths?.length === 0 ? undefined : paths;
}

function isComposeFile(path: string): boolean {
  return /^[^\0]{1,1000}\.ya?ml$/.test(path);
}
