import type { SystemdModel } from "./service-model";
import type { SystemdFile } from "./systemd-schema";
import { given } from "./with-values";

/** Not the service's name: Debian has users called proxy, mail or backup. useradd takes 32 characters. */
function accountOf(service: string): string {
  return `berth-${service}`.slice(0, 32).replace(/-$/, "");
}

const DEFAULTS = { packages: [], settings: {}, files: {}, environment: {}, jit: false, command: [] };
// Without entry or target there is a fault, and the model is not used.
const BUNDLE_DEFAULTS = { entry: "", to: "", external: [] };

/** `x-berth.systemd` with its defaults. */
export function completeSystemd(name: string, { bundle, ...file }: SystemdFile): SystemdModel {
  const complete = { ...DEFAULTS, account: accountOf(name), ...given(file) };
  return bundle === undefined ? complete : { ...complete, bundle: { ...BUNDLE_DEFAULTS, ...given(bundle) } };
}
