import type { StackConfig } from "./config/config-schema";
import { awsSettings } from "./platforms/aws/settings/aws-settings";
import { azureSettings } from "./platforms/azure/settings/azure-settings";
import type { ImagePlatform } from "./runtimes/image-platform";

/** The platform of the stack's containers, by the size of its machines; this computer's machines take images for amd64. */
export function imagePlatform(config: StackConfig): ImagePlatform {
  const settingsOf = { local: () => undefined, aws: awsSettings, azure: azureSettings }[config.target];
  const architecture = settingsOf(config)?.settings?.size.architecture ?? "amd64";
  return `linux/${architecture}`;
}
