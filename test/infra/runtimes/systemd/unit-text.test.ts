import { unitText } from "../../../../infra/runtimes/systemd/unit-text";
import { sampleUnit } from "./sample-unit";

function textOf(...args: Parameters<typeof sampleUnit>): string {
  const service = sampleUnit(...args);
  return unitText(service, service.systemd, "links");
}

test("a service without requests is confined on every side", () => {
  expect(textOf()).toMatchInlineSnapshot(`
   "# Generated from the compose file; the next deployment overwrites it.
   [Unit]
   Description=links: web
   Requires=berth-data-disk.service nftables.service
   After=berth-data-disk.service network.target nftables.service
   StartLimitIntervalSec=0

   [Service]
   Type=exec
   ExecStart=/usr/bin/web
   User=10001
   Group=10001
   WorkingDirectory=/
   Restart=always
   RestartSec=1
   RestartSteps=5
   RestartMaxDelaySec=30
   KillSignal=SIGTERM
   KillMode=mixed
   TimeoutStopSec=10
   NoNewPrivileges=yes
   ProtectSystem=strict
   ProtectHome=yes
   ProtectProc=invisible
   ProtectClock=yes
   ProtectControlGroups=yes
   ProtectHostname=yes
   ProtectKernelLogs=yes
   ProtectKernelModules=yes
   ProtectKernelTunables=yes
   PrivateDevices=yes
   PrivateIPC=yes
   LockPersonality=yes
   RestrictAddressFamilies=AF_INET AF_INET6 AF_UNIX AF_NETLINK
   RestrictNamespaces=yes
   RestrictRealtime=yes
   RestrictSUIDSGID=yes
   RemoveIPC=yes
   SystemCallArchitectures=native
   SystemCallFilter=@system-service
   SystemCallErrorNumber=EPERM
   KeyringMode=private
   UMask=0077
   MemoryDenyWriteExecute=yes
   CapabilityBoundingSet=
   SELinuxContext=system_u:system_r:berth_unit_web_t:s0
   MemoryMax=256M
   MemorySwapMax=0
   CPUQuota=100%
   TasksMax=100
   LimitNOFILE=65536
   TemporaryFileSystem=/tmp:ro,nosuid,nodev,noexec
   TemporaryFileSystem=/var/tmp:ro,nosuid,nodev,noexec
   TemporaryFileSystem=/dev/shm:mode=1777,size=8m,nosuid,nodev,noexec

   [Install]
   WantedBy=multi-user.target
   "
  `);
});

test("what the Compose entry requests, and no more, is in the unit", () => {
  const text = textOf({
    capabilities: ["CHOWN"],
    volumes: [
      { volume: "data", target: "/var/lib/data", readOnly: false },
      { volume: "seed", target: "/seed", readOnly: true },
    ],
    tmpfs: [{ target: "/tmp", options: ["size=8m"] }],
    stopSignal: "SIGINT",
    stopGraceSeconds: 60,
    memoryMiB: 192,
    cpus: 0.5,
    pids: 64,
    shmMiB: 64,
  });
  for (const line of [
    "CapabilityBoundingSet=CAP_CHOWN",
    "BindPaths=/var/lib/berth/volumes/data:/var/lib/data",
    "BindReadOnlyPaths=/var/lib/berth/volumes/seed:/seed",
    "TemporaryFileSystem=/tmp:mode=1777,size=8m,nosuid,nodev,noexec",
    "TemporaryFileSystem=/var/tmp:ro,nosuid,nodev,noexec",
    "TemporaryFileSystem=/dev/shm:mode=1777,size=64m,nosuid,nodev,noexec",
    "KillSignal=SIGINT",
    "TimeoutStopSec=60",
    "MemoryMax=192M",
    "CPUQuota=50%",
    "TasksMax=64",
  ])
    expect(text.split("\n")).toContain(line);
});

test("its secrets are credentials at the place of a container's, and none is in the unit", () => {
  const text = textOf({ name: "api", secrets: ["db_password"] });
  expect(text).toContain(
    "LoadCredentialEncrypted=db_password:/etc/credstore.encrypted/berth-api.db_password\nBindReadOnlyPaths=%d:/run/secrets\n",
  );
});

test("the release's files are seen where an image would have them, a folder once", () => {
  const text = textOf(
    { name: "api" },
    {
      files: { "/app/page": "src/page", "/app/page/more/x": "x", "/etc/links/a.conf": "a" },
      bundle: { entry: "src/main.ts", to: "/app/main.js", external: [] },
    },
  );
  expect(text.match(/^BindReadOnlyPaths=.*$/gm)).toEqual([
    "BindReadOnlyPaths=/opt/berth/api/current/files/app:/app",
    "BindReadOnlyPaths=/opt/berth/api/current/files/etc/links:/etc/links",
  ]);
});

test("only a service that makes code while it runs may do so", () => {
  expect(textOf()).toContain("\nMemoryDenyWriteExecute=yes\n");
  expect(textOf({}, { jit: true })).not.toContain("MemoryDenyWriteExecute");
});

test("nothing in a word is special to systemd", () => {
  const text = textOf(
    { environment: { SITE: "http://, https://", NEXT: "a\nExecStartPre=/bin/x" } },
    { command: ["/usr/bin/web", "50%", "$HOME", 'say "so"', "a\\b"] },
  );
  expect(text).toContain(String.raw`ExecStart=/usr/bin/web 50%% "$$HOME" "say \"so\"" "a\\b"` + "\n");
  expect(text).toContain('Environment="SITE=http://, https://"\n');
  expect(text).toContain(String.raw`Environment="NEXT=a\nExecStartPre=/bin/x"` + "\n");
  expect(text).not.toMatch(/^ExecStartPre/m);
});
