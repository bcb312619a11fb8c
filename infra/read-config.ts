import * as pulumi from "@pulumi/pulumi";
import { awsSettings } from "./platforms/aws/settings/aws-settings";
import { azureSettings } from "./platforms/azure/settings/azure-settings";
import { localFaults } from "./platforms/local/local-faults";
import { secureVariableFaults } from "./config/secure-variables";
import { type ConfigFault, describeFaults, parseConfig, type StackConfig, type Target } from "./config/config-schema";

/** What only a platform can find wrong; none of these loads an SDK. */
const platformFaults: Readonly<Record<Target, (config: StackConfig) => readonly ConfigFault[]>> = {
  local: localFaults,
  aws: (config) => awsSettings(config).faults,
  azure: (config) => azureSettings(config).faults,
};

/** The stack's whole configuration, checked and defaulted; the only place that reads `pulumi.Config`. Throws one error with every fault. */
export function readConfig(): StackConfig {
  const project = pulumi.getProject();
  const prefix = `${project}:`;
  const all = pulumi.runtime.allConfig();
  const given = Object.entries(all)
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
  const { config, faults: wrong } = parseConfig(Object.fromEntries(given), all);
  const faults = [...wrong, ...secureVariableFaults(project, process.env.PULUMI_CONFIG_SECRET_KEYS)];
  const every = config === undefined ? faults : [...faults, ...platformFaults[config.target](config)];
  if (config === undefined || every.length > 0) throw new pulumi.RunError(explain(project, every));
  return config;
}

function explain(project: string, faults: readonly ConfigFault[]): string {
  const first = faults[0]?.key ?? "KEY";
  return [
    `The configuration of stack ${pulumi.getStack()} has ${faults.length} fault(s):`,
    ...describeFaults(faults).map((line) => `  ${line}`),
    `Change a value with \`pulumi config set ${first.includes(":") ? first : `${project}:${first}`} VALUE\` or in Pulumi.${pulumi.getStack()}.yaml; Pulumi.yaml describes every key.`,
  ].join("\n");
}
