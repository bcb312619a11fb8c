import { describeBackups } from "./backup-outcomes";
import { type DeployedHost, readRunning } from "./deployed";
import type { Runtime } from "@berth/infra/guest-files";
import { describeCertificates, readCertificates } from "./certificate-days";
import { diskLines, diskQuestion, diskSpace, type DiskSpace } from "./disk-space";
import { describeFacts, type HostFacts, readHostFacts } from "./host-facts";
import type { CommandLine } from "./parse-command-line";
import { onHost } from "./on-host";
import { readRecordedStack } from "./recorded-stack";
import type { RecordedReleases } from "./recorded-releases";
import type { Stack } from "./stack";
import { chooseTool } from "./tool";

const limitMs = 30_000;

const MISSING = "missing: `npm run up` brings it back";

interface HostStatus extends Partial<DiskSpace> {
  readonly host: string;
  readonly reachable: boolean;
  /** Why the host cannot be reached. */
  readonly fault?: string;
  readonly selinux?: string;
  readonly uptime?: string;
  /** Absent where the administrator's login fails. */
  readonly facts?: HostFacts;
  readonly services: readonly ServiceStatus[];
}

interface ServiceStatus {
  readonly service: string;
  /** Name of the container or the unit. */
  readonly name: string;
  /** As `docker ps` prints it, "Up 2 hours (healthy)", or from systemctl and the health check: "active (healthy)". */
  readonly status: string;
  /** Runs to its end, after which it is well if it ended well: Docker does not start it again. */
  readonly isJob?: true;
  /** The release that the last run left there. */
  readonly release?: string;
  /** The configuration pins it. */
  readonly isPinned?: true;
}

/** `berth status`: prints every host and every service as they are now. Exit code 1 when one of them is not well. */
export async function status(stack: Stack, { flags }: CommandLine): Promise<number> {
  const { url, urls = [], hosts, runtime = "containers" } = await readRunning(stack);
  const [found, certificates, recorded] = await Promise.all([
    Promise.all(hosts.map((host) => readStatus(host, runtime))),
    readCertificates(urls, hosts),
    readRecordedStack(stack, chooseTool(process.env)),
  ]);
  const read = found.map((host) => ({ ...host, services: withReleases(host, recorded?.releases ?? []) }));
  process.stdout.write(
    flags.has("json")
      ? `${JSON.stringify({ url, hosts: read, certificates }, undefined, 2)}\n`
      : [describe(url, read), ...describeCertificates(certificates).map((line) => `${line}\n`)].join(""),
  );
  return read.every(isWell) ? 0 : 1;
}

const ofServices = "--all --filter label=berth.service";

/** Commands that print what servicesOf reads: for each service its name, the container or unit, and the status. */
const services: Readonly<Record<Runtime, string>> = {
  containers: [
    `docker ps ${ofServices} --format '{{.Label "berth.service"}}\\t{{.Names}}\\t{{.Status}}'`,
    `docker ps ${ofServices} --quiet | xargs --no-run-if-empty docker inspect --format '{{.Name}}{{"\\t"}}{{.HostConfig.RestartPolicy.Name}}'`,
  ].join(" && "),
  vms: [
    "for folder in /opt/berth/*/; do",
    "  service=$(basename $folder); unit=berth-$service.service",
    "  if $folder/current/healthcheck >/dev/null 2>&1; then health=healthy; else health=unhealthy; fi",
    "  printf '%s\\t%s\\t%s (%s)\\n' $service $unit $(systemctl is-active $unit) $health",
    "done",
  ].join("\n"),
};

/** A host and its services as they are now; a host that does not answer is described, not thrown. */
async function readStatus(host: DeployedHost, runtime: Runtime): Promise<HostStatus> {
  const remote = ["/usr/sbin/getenforce", "uptime --pretty", diskQuestion(runtime), services[runtime]].join(" && ");
  const [{ exitCode, stdout, stderr }, facts] = await Promise.all([
    onHost(host, { words: [remote], limitMs }),
    readHostFacts(host),
  ]);
  if (exitCode !== 0)
    return { host: host.name, reachable: false, fault: stderr.trim().split("\n").at(-1) ?? "", services: [] };
  const [selinux = "", uptime = "", ...rows] = stdout.trimEnd().split("\n");
  const found = servicesOf(rows.slice(diskLines));
  return {
    host: host.name,
    reachable: true,
    selinux,
    uptime,
    ...diskSpace(rows, host.name, runtime),
    ...(facts && { facts }),
    services: [...found, ...missingServices(host, found)],
  };
}

/** Of lines "service, name, status" and, for containers, "/name, restart policy". */
export function servicesOf(lines: readonly string[]): readonly ServiceStatus[] {
  const rows = lines.map((line) => line.split("\t"));
  const policies = new Map(
    rows.filter(([first]) => first?.startsWith("/")).map(([name = "", policy]) => [name, policy]),
  );
  return rows.flatMap(([service = "", name = "", status = ""]) => {
    if (service.startsWith("/")) return [];
    const policy = policies.get(`/${name}`);
    return [{ service, name, status, ...(policy === "no" || policy === "on-failure" ? { isJob: true as const } : {}) }];
  });
}

/** What the stack runs on the host and is not there: removed by hand, for example. */
export function missingServices(
  { services: wanted }: Pick<DeployedHost, "services">,
  found: readonly Pick<ServiceStatus, "service">[],
): readonly ServiceStatus[] {
  const names = new Set(found.map(({ service }) => service));
  return wanted.filter((name) => !names.has(name)).map((service) => ({ service, name: "-", status: MISSING }));
}

/** The services with what the state records of their releases. */
export function withReleases(
  { host, services: found }: Pick<HostStatus, "host" | "services">,
  recorded: readonly RecordedReleases[],
): readonly ServiceStatus[] {
  return found.map((each) => {
    const known = recorded.find((one) => one.host === host && one.service === each.service);
    if (known === undefined) return each;
    return { ...each, release: known.running, ...(known.isPinned && { isPinned: true as const }) };
  });
}

function isWell({ reachable, selinux, services: found, facts, diskFault }: HostStatus): boolean {
  const backups = facts?.backups ?? [];
  const areGood = backups.every(({ failure }) => failure === undefined);
  const isHost = reachable && selinux === "Enforcing" && diskFault === undefined;
  return isHost && found.every(isServing) && areGood;
}

/** A container without a health check is as well as it can be when it is up; with one, the check decides. A job may have ended well. */
export function isServing({ status: state, isJob }: Pick<ServiceStatus, "status" | "isJob">): boolean {
  if (isJob === true && state.startsWith("Exited (0)")) return true;
  return state.includes("(healthy)") || (/^Up\b/.test(state) && !state.includes("("));
}

function describe(url: string | undefined, hosts: readonly HostStatus[]): string {
  const lines = hosts.flatMap((host) => [
    ...hostLines(host),
    ...host.services.map(serviceLine),
    ...describeBackups(host.facts?.backups ?? [], Date.now()).map((line) => `  ${line}`),
  ]);
  return [url, ...lines].filter((line) => line !== undefined).join("\n") + "\n";
}

function hostLines({ host, reachable, fault = "", facts, ...found }: HostStatus): readonly string[] {
  if (!reachable) return [`${host}  not reachable: ${fault}`];
  const { selinux = "", uptime = "", dataDisk = "", rootDisk = "", diskFault } = found;
  return [
    `${host}  SELinux ${selinux}, ${uptime}, data disk ${dataDisk}, root disk ${rootDisk}`,
    ...(diskFault === undefined ? [] : [`  ${diskFault}`]),
    `  ${describeFacts(facts)}`,
  ];
}

function serviceLine({ service, name, status: state, release, isPinned }: ServiceStatus): string {
  const of = release === undefined ? "" : `, release ${release}${isPinned === true ? " (pinned)" : ""}`;
  return `  ${service.padEnd(12)} ${name.padEnd(24)} ${state}${of}`;
}
