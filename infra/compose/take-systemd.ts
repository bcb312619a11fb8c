import type { SystemdModel } from "./service-model";
import type { SystemdFile } from "./systemd-schema";

/** Not the service's name: Debian has users called proxy, mail or backup. useradd takes 32 characters. */
function accountOf(service: string): string {
  return `berth-${service}`.slice(0, 32).replace(/-$/, "");
}

/** `x-berth.systemd` with its defaults. */
export function completeSystemd(name: string, { bundle, ...given }: SystemdFile): SystemdModel {
  const { packages = [], settings = {}, account = accountOf(name), files = {}, environment = {}, jit = false } = given;
  const { command = [] } = given;
  if (bundle === undefined) return { packages, settings, account, files, environment, jit, command };
  // Without entry or target there is a fault, and the model is not used.
  const { entry = "", to = "", external = [] } = bundle;
  const complete = { entry, to, external };
  return { packages, settings, account, files, environment, jit, command, bundle: complete };
}
