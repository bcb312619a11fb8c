import * as pulumi from "@pulumi/pulumi";
import { type ConfigFault, describeFaults, parseConfig, type StackConfig } from "./config-schema";

/** The stack's whole configuration, checked and defaulted; the only place that reads `pulumi.Config`. Throws one error with every fault. */
export function readConfig(): StackConfig {
  const project = pulumi.getProject();
  const prefix = `${project}:`;
  const given = Object.entries(pulumi.runtime.allConfig())
    .filter(([key]) => key.startsWith(prefix))
    .map(([key, value]) => [key.slice(prefix.length), value] as const);
  const { config, faults } = parseConfig(Object.fromEntries(given));
  if (config === undefined) throw new pulumi.RunError(explain(project, faults));
  return config;
}

function explain(project: string, faults: readonly ConfigFault[]): string {
  const first = faults[0]?.key ?? "KEY";
  return [
    `The configuration of stack ${pulumi.getStack()} has ${faults.length} fault(s):`,
    ...describeFaults(faults).map((line) => `  ${line}`),
    `Change a value with \`pulumi config set ${project}:${first} VALUE\` or in Pulumi.${pulumi.getStack()}.yaml; Pulumi.yaml describes every key.`,
  ].join("\n");
}
