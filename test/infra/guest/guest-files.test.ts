import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineImage } from "../../../infra/guest/machine-image";

const { files } = machineImage("containers");
const file = (path: string) => files[path] ?? "";

test("The Docker daemon has SELinux on, keeps containers through its restarts and isolates them from each other", () => {
  expect(JSON.parse(file("/etc/docker/daemon.json"))).toEqual({
    "selinux-enabled": true,
    "live-restore": true,
    "no-new-privileges": true,
    icc: false,
    "userland-proxy": false,
    ip6tables: false,
    "storage-driver": "overlay2",
    "log-driver": "local",
    "log-opts": { "max-size": "10m", "max-file": "3" },
    "log-level": "info",
    "default-cgroupns-mode": "private",
    "default-ipc-mode": "private",
    "default-address-pools": [{ base: "172.20.0.0/14", size: 24 }],
    "max-concurrent-downloads": 4,
    "shutdown-timeout": 30,
  });
});

test("sshd takes keys alone, refuses root, and forwards nothing", () => {
  const settings = Object.fromEntries(
    file("/etc/ssh/sshd_config.d/10-berth.conf")
      .split("\n")
      .filter((line) => line !== "" && !line.startsWith("#"))
      .map((line) => [line.slice(0, line.indexOf(" ")), line.slice(line.indexOf(" ") + 1)]),
  );
  expect(settings).toMatchObject({
    PermitRootLogin: "no",
    PasswordAuthentication: "no",
    KbdInteractiveAuthentication: "no",
    AuthenticationMethods: "publickey",
    AllowGroups: "berth-ssh",
    AllowTcpForwarding: "no",
    AllowStreamLocalForwarding: "no",
    AllowAgentForwarding: "no",
    X11Forwarding: "no",
    PermitTunnel: "no",
  });
});

test("SELinux is enforcing in its own configuration too", () => {
  expect(file("/etc/selinux/config")).toContain("SELINUX=enforcing\n");
});

test("The firewall drops what nothing lets in, published ports included, and keeps containers from the metadata address", () => {
  const rules = file("/etc/nftables.conf") + file("/etc/nftables.d/docker.nft");
  expect(rules).toContain("hook input priority filter; policy drop;");
  expect(rules).toContain("hook forward priority filter - 5; policy drop;");
  expect(rules).not.toMatch(/^flush ruleset/m);
  const metadata = rules.indexOf("ip daddr 169.254.0.0/16 drop");
  expect(metadata).toBeGreaterThan(0);
  expect(metadata).toBeLessThan(rules.indexOf('iifname "docker0" accept'));
});

test("A published port is let through for its own protocol alone", () => {
  const lines = file("/etc/nftables.d/docker.nft").split("\n");
  expect(lines.filter((line) => line.includes("proto-dst"))).toEqual([
    "add rule inet berth forward ct status dnat tcp dport != 0 ct original proto-dst @public_ports accept",
    "add rule inet berth forward ct status dnat meta l4proto udp ct original proto-dst @public_udp_ports accept",
  ]);
});

test("Containers reach no port of the host itself", () => {
  const rules = file("/etc/nftables.d/docker.nft").split("\n");
  for (const bridge of ["docker0", "br-*"])
    expect(rules).toContain(`add rule inet berth service_input iifname "${bridge}" drop`);
  const input = file("/etc/nftables.conf");
  expect(input.indexOf("jump service_input")).toBeLessThan(input.indexOf("tcp dport 22 ct state new accept"));
});

test("The Docker daemon's socket is root's, and group docker has the gate's instead", () => {
  expect(file("/etc/systemd/system/docker.socket.d/berth.conf")).toContain("SocketMode=0600\nSocketGroup=root\n");
  expect(file("/etc/ssh/sshd_config.d/20-berth-docker.conf")).toContain(
    "Match Group docker\n\tSetEnv DOCKER_HOST=unix:///run/berth-gate/docker.sock\n",
  );
  const unit = file("/etc/systemd/system/berth-gate.service");
  expect(unit).toContain("CapabilityBoundingSet=\nNoNewPrivileges=yes\nRuntimeDirectory=berth-gate\n");
  expect(file("/usr/share/berth/units-on-containers")).toContain("berth-gate.service\n");
});

test("Forwarding stays on for containers", () => {
  expect(file("/etc/sysctl.d/61-berth-docker.conf")).toContain("net.ipv4.ip_forward = 1\n");
});

test("Every folder that a login user can write to is nosuid", () => {
  const mounts = file("/etc/fstab").split("\n");
  for (const folder of ["/home", "/var/tmp", "/tmp"]) {
    expect(mounts.find((line) => line.split(" ")[1] === folder)).toMatch(/nosuid,nodev/);
  }
});

test("What dockerd may start is container_t, a service's domain or its two helpers", () => {
  const policy = file("/usr/share/berth/policy/berth-docker.cil");
  expect(policy).toContain("(not (or (container_t berth_service) (iptables_t kmod_t)))");
  expect(policy).toContain("(deny dockerd_t berth_never_started (process (transition dyntransition)))");
  expect(policy).not.toMatch(/\(typepermissive /);
});

describe("The reader of user-data", () => {
  const folder = mkdtempSync(join(tmpdir(), "berth-user-data-"));
  afterAll(() => rmSync(folder, { recursive: true }));

  const header = "#cloud-config\nwrite_files:\n  - path: /etc/berth/identity\n";

  test.each([
    ["a text of another kind", "#!/bin/sh\nid\n", "line 1 the first line is not"],
    ["an empty text", "", "line 1"],
    [
      "a module that it does not have",
      "#cloud-config\npackages: [vim]\n",
      'line 2 cannot be applied: "packages: [vim]"',
    ],
    ["a file elsewhere", "#cloud-config\nwrite_files:\n  - path: /etc/shadow\n", "line 3 cannot be applied"],
    ["a path that climbs", "#cloud-config\nwrite_files:\n  - path: /etc/berth/../shadow\n", "line 3 cannot be applied"],
    ["another command", "#cloud-config\nruncmd:\n  - [/bin/sh]\n", "line 3 cannot be applied"],
    ["a strange mode", `${header}    permissions: "4755"\n`, "line 4 cannot be applied"],
    ["a file without content", `${header}    permissions: "0644"\n`, "/etc/berth/identity has no content"],
  ])("refuses %s and writes nothing", (_case, text, reason) => {
    expect(read(text)).toContain(reason);
  });

  function read(text: string): string {
    const script = join(folder, "berth-user-data");
    const source = join(folder, "text");
    writeFileSync(script, file("/usr/local/sbin/berth-user-data"));
    writeFileSync(source, text);
    try {
      return execFileSync("perl", [script, source], { encoding: "utf8", stdio: "pipe" });
    } catch (error) {
      return error instanceof Error ? error.message : String(error);
    }
  }
});
