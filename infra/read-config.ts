import * as pulumi from "@pulumi/pulumi";
import { awsSettings } from "./platforms/aws/settings/aws-settings";
import { azureSettings } from "./platforms/azure/settings/azure-settings";
import { localFaults } from "./platforms/local/local-faults";
import { backupFaults } from "./config/backup-faults";
import { type ConfigFault, describeFaults, parseConfig, type StackConfig, type Target } from "./config/config-schema";
import { splitSecure } from "./config/split-secure";
import { uselessNetworkFaults } from "./config/useless-networks";
import { registryFaults } from "./config/registry-faults";
import { registryAuthorities } from "./registry-authorities";
import { registryLogins } from "./registry-logins";
import type { BackupSettings, RegistryLogin } from "./runtimes/run-args";
import { writtenValue } from "./stack-file";

/** What only a platform can find wrong; none of these loads an SDK. */
const platformFaults: Readonly<Record<Target, (config: StackConfig) => readonly ConfigFault[]>> = {
  local: localFaults,
  aws: (config) => awsSettings(config).faults,
  azure: (config) => azureSettings(config).faults,
};

export interface ReadConfig {
  /** Without secure values. */
  readonly config: StackConfig;
  /** The secure variables of the compose files, by name. */
  readonly secureVariables: ReadonlyMap<string, pulumi.Output<string>>;
  readonly logins: readonly RegistryLogin[];
  /** Host of a registry → the certificates of its own authority, in PEM. */
  readonly authorities: ReadonlyMap<string, string>;
  /** Undefined: no backups are made. */
  readonly backup: BackupSettings | undefined;
}

/** The stack's whole configuration, checked and defaulted; the only place that reads `pulumi.Config`. Throws one error with every fault. */
export function readConfig(): ReadConfig {
  const project = pulumi.getProject();
  const prefix = `${project}:`;
  const all = pulumi.runtime.allConfig();
  const given = Object.entries(all)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
  const { config, faults } = parseConfig(Object.fromEntries(given), all, faultsOf);
  if (config === undefined) throw new pulumi.RunError(explain(project, faults.map(withoutSecret)));
  const { plain, secure } = isSecure("composeVariables")
    ? splitSecure(config.composeVariables, writtenValue(stackFile(), "composeVariables"))
    : { plain: config.composeVariables, secure: {} };
  const secrets = Object.entries(secure).map(([name, value]) => [name, pulumi.secret(value)] as const);
  const logins = registryLogins(config.registries).map((login) => ({
    ...login,
    password: pulumi.secret(login.password),
  }));
  const { authorities } = registryAuthorities(config.registries, pulumi.getRootDirectory());
  return {
    config: { ...config, composeVariables: plain, registries: {}, backupPassword: "", backupEnvironment: {} },
    secureVariables: new Map(secrets),
    logins,
    authorities,
    backup: backupSettings(config),
  };
}

function backupSettings(config: StackConfig): BackupSettings | undefined {
  const { backupRepository: repository, backupSchedule: schedule, backupEnvironment } = config;
  if (repository === "") return undefined;
  return {
    repository,
    schedule,
    keep: {
      daily: config.backupKeepDaily,
      weekly: config.backupKeepWeekly,
      monthly: config.backupKeepMonthly,
    },
    password: pulumi.secret(config.backupPassword),
    environment: pulumi.secret(backupEnvironment),
  };
}

/** What needs more than the values themselves: the platform's rules, and what is in clear in the stack's file. */
function faultsOf(config: StackConfig): readonly ConfigFault[] {
  const login = registryFaults(config.registries, {
    isSecure: isSecure("registries"),
    written: writtenMap(config, "registries"),
  });
  const { faults } = registryAuthorities(config.registries, pulumi.getRootDirectory());
  const backup = backupFaults(config, { isSecure, written: writtenMap(config, "backupEnvironment") });
  return [...platformFaults[config.target](config), ...networkFaults(config), ...login, ...backup, ...faults];
}

/** A map as the stack's file has it, which is read only for one that has something. */
function writtenMap(config: StackConfig, key: "registries" | "backupEnvironment"): unknown {
  return Object.keys(config[key]).length > 0 ? writtenValue(stackFile(), key) : undefined;
}

/** A preview goes on with an example's network, because it makes nothing that then waits. */
function networkFaults(config: StackConfig): readonly ConfigFault[] {
  const faults = config.target === "local" ? [] : uselessNetworkFaults(config);
  if (!pulumi.runtime.isDryRun()) return faults;
  for (const line of describeFaults(faults)) void pulumi.log.warn(`${line}; \`up\` refuses it`);
  return [];
}

/** Whether a key has a secure value: what a language host passes as a JSON list of keys; the SDK has no public way to read it. */
function isSecure(key: string): boolean {
  const keys = process.env.PULUMI_CONFIG_SECRET_KEYS ?? "[]";
  return (JSON.parse(keys) as readonly string[]).includes(`${pulumi.getProject()}:${key}`);
}

function stackFile() {
  return { folder: pulumi.getRootDirectory(), project: pulumi.getProject(), stack: pulumi.getStack() };
}

function withoutSecret({ value, ...fault }: ConfigFault): ConfigFault {
  return isSecure(fault.key) ? fault : { ...fault, value };
}

function explain(project: string, faults: readonly ConfigFault[]): string {
  const first = faults[0]?.key ?? "KEY";
  return [
    `The configuration of stack ${pulumi.getStack()} has ${faults.length} fault(s):`,
    ...describeFaults(faults).map((line) => `  ${line}`),
    `Change a value with \`npx berth config set ${first.includes(":") ? first : `${project}:${first}`} VALUE\` or in Pulumi.${pulumi.getStack()}.yaml; Pulumi.yaml describes every key.`,
  ].join("\n");
}
