import { present } from "../../compose/present";
import type { ServiceModel, SystemdModel } from "../../compose/service-model";
import { unitDomainOf } from "./unit-domain";
import { credentialFile, currentRelease, placedFolders, secretsFolder, volumesFolder } from "./unit-paths";

/** What no service does, whatever it is. */
const sandbox = [
  "NoNewPrivileges=yes",
  "ProtectSystem=strict",
  "ProtectHome=yes",
  "ProtectProc=invisible",
  "ProtectClock=yes",
  "ProtectControlGroups=yes",
  "ProtectHostname=yes",
  "ProtectKernelLogs=yes",
  "ProtectKernelModules=yes",
  "ProtectKernelTunables=yes",
  "PrivateDevices=yes",
  "PrivateIPC=yes",
  "LockPersonality=yes",
  "RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK",
  "RestrictNamespaces=yes",
  "RestrictRealtime=yes",
  "RestrictSUIDSGID=yes",
  "RemoveIPC=yes",
  "SystemCallArchitectures=native",
  "SystemCallFilter=@system-service",
  "SystemCallErrorNumber=EPERM",
  "KeyringMode=private",
  "UMask=0077",
];

/** The unit of a service, with the access that its Compose entry requests and no other; it contains no secret. */
export function unitText(service: ServiceModel, systemd: SystemdModel, project: string): string {
  const lines = [
    "# Generated from the compose file; the next deployment overwrites it.",
    "[Unit]",
    `Description=${project}: ${service.name}`,
    // Without the data disk the service would fill the root disk with data that the next machine does not have.
    // Without the firewall it would be open to all.
    "Requires=berth-data-disk.service nftables.service",
    "After=berth-data-disk.service network.target nftables.service",
    "StartLimitIntervalSec=0",
    "",
    "[Service]",
    "Type=exec",
    `ExecStart=${systemd.command.map((word) => quoted(word).replaceAll("$", "$$$$")).join(" ")}`,
    ...environmentLines({ ...systemd.environment, ...service.environment }),
    ...processLines(service),
    ...sandbox,
    ...(systemd.jit ? [] : ["MemoryDenyWriteExecute=yes"]),
    `CapabilityBoundingSet=${service.capabilities.map((name) => `CAP_${name}`).join(" ")}`,
    `SELinuxContext=system_u:system_r:${unitDomainOf(service.name)}:s0`,
    ...limitLines(service),
    ...mountLines(service, systemd),
    ...secretLines(service),
    "",
    "[Install]",
    "WantedBy=multi-user.target",
  ];
  return lines.map((line) => `${line}\n`).join("");
}

function processLines({ name, user, stopSignal = "SIGTERM", stopGraceSeconds }: ServiceModel): string[] {
  const [uid = "", gid = ""] = present(user, `user of ${name}`).split(":");
  return [
    `User=${uid}`,
    `Group=${gid}`,
    "WorkingDirectory=/",
    // As a container with unless-stopped: however it ended, with longer pauses each time.
    "Restart=always",
    "RestartSec=1",
    "RestartSteps=5",
    "RestartMaxDelaySec=30",
    `KillSignal=${stopSignal}`,
    "KillMode=mixed",
    `TimeoutStopSec=${stopGraceSeconds}`,
  ];
}

function limitLines({ memoryMiB, cpus, pids }: ServiceModel): string[] {
  return [
    `MemoryMax=${memoryMiB}M`,
    "MemorySwapMax=0",
    `CPUQuota=${Math.round(cpus * 100)}%`,
    `TasksMax=${pids}`,
    "LimitNOFILE=65536",
  ];
}

/** The mounts of a container: the release's files, volumes, and folders of its own in memory; /tmp is one of these or read-only. */
function mountLines({ name, volumes, tmpfs, shmMiB }: ServiceModel, systemd: SystemdModel): string[] {
  const placed = placedFolders(systemd).map((folder) => `${currentRelease(name)}/files${folder}:${folder}`);
  const kept = volumes.map(({ volume, target, readOnly }) => ({
    bind: `${volumesFolder}/${volume}:${target}`,
    readOnly,
  }));
  const writable = kept.filter(({ readOnly }) => !readOnly).map(({ bind }) => bind);
  const readable = [...placed, ...kept.filter(({ readOnly }) => readOnly).map(({ bind }) => bind)];
  const own = ["/tmp", "/var/tmp"].filter((folder) => !tmpfs.some(({ target }) => target === folder));
  return [
    ...readable.map((bind) => `BindReadOnlyPaths=${bind}`),
    ...writable.map((bind) => `BindPaths=${bind}`),
    ...tmpfs.map(({ target, options }) =>
      line("TemporaryFileSystem", target, ["mode=1777", ...options, "nosuid", "nodev", "noexec"]),
    ),
    ...own.map((folder) => line("TemporaryFileSystem", folder, ["ro", "nosuid", "nodev", "noexec"])),
    line("TemporaryFileSystem", "/dev/shm", ["mode=1777", `size=${shmMiB}m`, "nosuid", "nodev", "noexec"]),
  ];
}

/** The same files as in a container, decrypted by systemd for this unit alone. */
function secretLines({ name, secrets }: ServiceModel): string[] {
  if (secrets.length === 0) return [];
  return [
    ...secrets.map((secret) => `LoadCredentialEncrypted=${secret}:${credentialFile(name, secret)}`),
    `BindReadOnlyPaths=%d:${secretsFolder}`,
  ];
}

function environmentLines(environment: Readonly<Record<string, string>>): string[] {
  return Object.entries(environment)
    .sort(([a], [b]) => (a < b ? -1 : 1))
    .map(([name, value]) => `Environment=${quoted(`${name}=${value}`)}`);
}

function line(key: string, path: string, options: readonly string[]): string {
  return `${key}=${path}:${options.join(",")}`;
}

/** One word of systemd's: in quotes, percent signs doubled, so that nothing in it is a specifier. */
function quoted(word: string): string {
  const escaped = word
    .replaceAll("\\", "\\\\")
    .replaceAll('"', '\\"')
    .replaceAll("\n", "\\n")
    .replaceAll("\r", "\\r")
    .replaceAll("%", "%%");
  return /^[A-Za-z0-9_./:=@%-]+$/.test(escaped) ? escaped : `"${escaped}"`;
}
