import { execFileSync } from "node:child_process";
import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { machineImage } from "../../../infra/guest/machine-image";
import { loginUser } from "../../../infra/host/login-keys";

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

describe("The login user's domain", () => {
  const policy = file("/usr/share/berth/policy/berth-deploy.cil");
  const rules = policy.split("\n").filter((line) => line.startsWith("(allow berth_deploy_t "));

  test("is what sshd gives the login user, by its name", () => {
    expect(policy).toContain(`(selinuxuser ${loginUser} berth_deploy_u ((s0) (s0)))\n`);
    expect(file("/etc/selinux/default/contexts/users/berth_deploy_u")).toBe(
      "system_r:sshd_t:s0\tberth_deploy_r:berth_deploy_t:s0\n",
    );
  });

  test("has no capability, no other domain and no label to give", () => {
    expect(rules.length).toBeGreaterThan(20);
    expect(
      rules.filter((rule) => /capab|transition|relabel|setexec|setcurrent|user_namespace|ptrace/.test(rule)),
    ).toEqual([]);
    expect(policy.match(/\(typetransition berth_deploy_t \S+ process/g)).toBeNull();
    expect(policy).not.toContain("(typepermissive");
  });

  test("executes the host's programs, and nothing that it or a container may write", () => {
    expect(rules.filter((rule) => /\bexecute|entrypoint/.test(rule))).toEqual([
      "(allow berth_deploy_t berth_deploy_program (file (read open getattr ioctl lock map execute execute_no_trans)))",
      "(allow berth_deploy_t shell_exec_t (file (entrypoint)))",
    ]);
    expect(policy).toContain(
      "(typeattributeset berth_deploy_program (bin_t shell_exec_t dockerc_exec_t hostname_exec_t usr_t lib_t))\n",
    );
  });
});

test("The firmware's tables that hold the host key have a type that no rule gives a container", () => {
  const policy = file("/usr/share/berth/policy/berth-firmware.cil");
  for (const path of ["/firmware/dmi/tables", "/firmware/dmi/entries/11-", "/firmware/qemu_fw_cfg"])
    expect(policy).toContain(`(genfscon sysfs "${path}" (system_u object_r berth_firmware_t ((s0) (s0))))\n`);
  expect(policy.match(/\(allow \S+ berth_firmware_t/g)).toEqual(Array(2).fill("(allow udev_t berth_firmware_t"));
});

test("Neither dockerd nor a container writes the daemons' configuration or a control group", () => {
  const policy = file("/usr/share/berth/policy/berth-docker.cil");
  for (const [who, what] of [
    ["dockerd_t", "container_config_t"],
    ["container_domain", "cgroup_types"],
  ])
    for (const kind of ["dir (write add_name", "file (write append"])
      expect(policy).toContain(`(deny ${who} ${what} (${kind} `);
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
