import { runQuiet } from "./child";
import { type DeployedHost, readDeployed } from "./deployed";
import type { Stack } from "./stack";

interface HostStatus {
  readonly host: string;
  readonly reachable: boolean;
  /** Why not, when not. */
  readonly fault?: string;
  readonly selinux?: string;
  readonly uptime?: string;
  readonly containers: readonly ContainerStatus[];
}

interface ContainerStatus {
  readonly service: string;
  readonly name: string;
  /** As docker ps says it: "Up 2 hours (healthy)". */
  readonly status: string;
}

/** `npm run status [-- --json]`: every host and every container as they are now. Exit code 1 when something is not well. */
export async function status(stack: Stack, args: readonly string[]): Promise<number> {
  const { url, hosts } = await readDeployed(stack);
  const found = await Promise.all(hosts.map(look));
  process.stdout.write(
    args.includes("--json") ? `${JSON.stringify({ url, hosts: found }, undefined, 2)}\n` : describe(url, found),
  );
  return found.every(isWell) ? 0 : 1;
}

const question = [
  "/usr/sbin/getenforce",
  "uptime --pretty",
  `docker ps --all --filter label=berth.service --format '{{.Label "berth.service"}}\\t{{.Names}}\\t{{.Status}}'`,
].join(" && ");

async function look(host: DeployedHost): Promise<HostStatus> {
  const { code, stdout, stderr } = await runQuiet(["ssh", "-F", host.sshConfig, host.name, question], 30);
  if (code !== 0)
    return { host: host.name, reachable: false, fault: stderr.trim().split("\n").at(-1) ?? "", containers: [] };
  const [selinux = "", uptime = "", ...rows] = stdout.trimEnd().split("\n");
  const containers = rows.map((row) => {
    const [service = "", name = "", state = ""] = row.split("\t");
    return { service, name, status: state };
  });
  return { host: host.name, reachable: true, selinux, uptime, containers };
}

function isWell({ reachable, selinux, containers }: HostStatus): boolean {
  return (
    reachable && selinux === "Enforcing" && containers.every((container) => container.status.includes("(healthy)"))
  );
}

function describe(url: string | undefined, hosts: readonly HostStatus[]): string {
  const lines = hosts.flatMap((host) => [
    host.reachable
      ? `${host.host}  SELinux ${host.selinux ?? ""}, ${host.uptime ?? ""}`
      : `${host.host}  not reachable: ${host.fault ?? ""}`,
    ...host.containers.map(({ service, name, status: state }) => `  ${service.padEnd(12)} ${name.padEnd(24)} ${state}`),
  ]);
  return [url, ...lines].filter((line) => line !== undefined).join("\n") + "\n";
}
