import type { PropertyMap } from "@berth/model/property";
import { Secret } from "@berth/model/property";
import type { ResolvedConfig } from "./stack-config";

/** The configuration of a package's namespace; the dynamic provider gets all of it, with namespaces. */
export function packageConfig({ config, secretKeys }: ResolvedConfig, packageName: string): PropertyMap {
  const prefix = packageName === "pulumi-nodejs" ? "" : `${packageName}:`;
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return Object.fromEntries(
    own.map(([key, text]) => [key.slice(prefix.length), secretKeys.includes(key) ? new Secret(text) : text]),
  );
}
