import { runQuiet } from "./child";
import { type DeployedHost, readRunning } from "./deployed";
import type { Runtime } from "@berth/infra/guest-files";
import type { Stack } from "./stack";

interface HostStatus {
  readonly host: string;
  readonly reachable: boolean;
  /** Why not, when not. */
  readonly fault?: string;
  readonly selinux?: string;
  readonly uptime?: string;
  readonly services: readonly ServiceStatus[];
}

interface ServiceStatus {
  readonly service: string;
  /** Of the container or the unit. */
  readonly name: string;
  /** As docker ps says it, "Up 2 hours (healthy)", or systemctl and the health check: "active (healthy)". */
  readonly status: string;
}

/** `npm run status [-- --json]`: every host and every service as they are now. Exit code 1 when something is not well. */
export async function status(stack: Stack, args: readonly string[]): Promise<number> {
  const { url, hosts, runtime = "containers" } = await readRunning(stack);
  const found = await Promise.all(hosts.map((host) => look(host, runtime)));
  process.stdout.write(
    args.includes("--json") ? `${JSON.stringify({ url, hosts: found }, undefined, 2)}\n` : describe(url, found),
  );
  return found.every(isWell) ? 0 : 1;
}

/** A line a service: service, name, status, with tabs between. */
const services: Readonly<Record<Runtime, string>> = {
  containers: `docker ps --all --filter label=berth.service --format '{{.Label "berth.service"}}\\t{{.Names}}\\t{{.Status}}'`,
  vms: [
    "for folder in /opt/berth/*/; do",
    "  service=$(basename $folder); unit=berth-$service.service",
    "  if $folder/current/healthcheck >/dev/null 2>&1; then health=healthy; else health=unhealthy; fi",
    "  printf '%s\\t%s\\t%s (%s)\\n' $service $unit $(systemctl is-active $unit) $health",
    "done",
  ].join("\n"),
};

async function look(host: DeployedHost, runtime: Runtime): Promise<HostStatus> {
  const question = ["/usr/sbin/getenforce", "uptime --pretty", services[runtime]].join(" && ");
  const { code, stdout, stderr } = await runQuiet(["ssh", "-F", host.sshConfig, host.name, question], 30);
  if (code !== 0)
    return { host: host.name, reachable: false, fault: stderr.trim().split("\n").at(-1) ?? "", services: [] };
  const [selinux = "", uptime = "", ...rows] = stdout.trimEnd().split("\n");
  const found = rows.map((row) => {
    const [service = "", name = "", state = ""] = row.split("\t");
    return { service, name, status: state };
  });
  return { host: host.name, reachable: true, selinux, uptime, services: found };
}

function isWell({ reachable, selinux, services: found }: HostStatus): boolean {
  return reachable && selinux === "Enforcing" && found.every((service) => service.status.includes("(healthy)"));
}

function describe(url: string | undefined, hosts: readonly HostStatus[]): string {
  const lines = hosts.flatMap((host) => [
    host.reachable
      ? `${host.host}  SELinux ${host.selinux ?? ""}, ${host.uptime ?? ""}`
      : `${host.host}  not reachable: ${host.fault ?? ""}`,
    ...host.services.map(({ service, name, status: state }) => `  ${service.padEnd(12)} ${name.padEnd(24)} ${state}`),
  ]);
  return [url, ...lines].filter((line) => line !== undefined).join("\n") + "\n";
}
