import type { Runtime } from "@berth/infra/guest-files";
import type { DeployedHost } from "./deployed";

/** One service on one host, and the command that prints its log there, each line with its time first. */
export interface LogSource {
  readonly host: string;
  readonly service: string;
  readonly argv: readonly string[];
}

/** What is printed of a service's log; with `follow` new lines follow without an end. */
export interface LogOptions {
  readonly runtime: Runtime;
  /** The only service that is printed. */
  readonly service?: string;
  readonly follow: boolean;
}

/** The logs of all services on these hosts, or of one. */
export function logSources(
  hosts: readonly DeployedHost[],
  { runtime, service, follow }: LogOptions,
): readonly LogSource[] {
  return hosts.flatMap(({ name: host, sshConfig, services }) =>
    (service === undefined ? services : [service]).map((each) => ({
      host,
      service: each,
      argv: ["ssh", "-F", sshConfig, host, remoteCommands[runtime](each, follow ? "--follow " : "")],
    })),
  );
}

const remoteCommands: Readonly<Record<Runtime, (service: string, more: string) => string>> = {
  // All at once: one that is followed has no end.
  containers: (service, more) =>
    `for id in $(docker ps --all --quiet --filter label=berth.service=${service}); do docker logs --timestamps --tail 200 ${more}"$id" 2>&1 & done; wait`,
  vms: (service, more) =>
    `journalctl --unit berth-${service}.service --lines 200 --output short-iso --utc --no-pager ${more}`,
};
