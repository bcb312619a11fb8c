import { createRequire } from "node:module";
import type * as containers from "./runtimes/containers/run-containers";
import type { Runtime } from "./guest/guest-files";
import type { Runner } from "./runtimes/run-args";
import { Units } from "./runtimes/systemd/units";

const load = createRequire(__filename);

/** The only switch on the runtime; the docker provider's SDK is loaded only where there is Docker. */
export const runners: Readonly<Record<Runtime, () => Runner>> = {
  containers: () => (load("./runtimes/containers/run-containers") as typeof containers).runContainers,
  vms: () => (args) => {
    const units = new Units("units", args);
    return args.hosts.map(() => [units]);
  },
};
