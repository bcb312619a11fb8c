import type { AzureSettings } from "@berth/infra/azure-settings";
import type { StackConfig } from "@berth/infra/config-schema";

export interface AzureStack {
  readonly name: string;
  readonly config: StackConfig;
  readonly settings: AzureSettings;
}

/** argv of a call of the Azure CLI that prints JSON. */
export function az(...words: readonly string[]): readonly string[] {
  return ["az", ...words, "--output", "json"];
}
