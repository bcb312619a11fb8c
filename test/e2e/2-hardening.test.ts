import { hostileRequests } from "../support/hostile-requests";
import { attacks, roots } from "./support/docker-attacks";
import { gateAnswers, isRefusal } from "./support/gate-answers";
import { hostAttacks } from "./support/host-attacks";
import { asAdmin, onHost, type Outputs, readOutputs } from "./support/stack";

let outputs: Outputs;
beforeAll(async () => {
  outputs = await readOutputs();
});

const deploy = (command: string) => onHost(outputs, command);
const admin = (command: string) => asAdmin(outputs, command);

test("SELinux is enforcing, in the kernel and in the configuration of the next boot", () => {
  expect(deploy("/usr/sbin/getenforce").output.trim()).toBe("Enforcing");
  expect(deploy("cat /sys/fs/selinux/enforce").output.trim()).toBe("1");
  expect(admin("sudo sestatus").output).toMatch(/Mode from config file:\s+enforcing/);
});

test("no file of the host is unlabelled", () => {
  expect(admin("sudo find / -xdev -context '*:unlabeled_t:*' -print -quit").output.trim()).toBe("");
});

test("dockerd runs as dockerd_t", () => {
  expect(admin("ps -o label= -C dockerd").output).toMatch(/:dockerd_t:/);
});

test("each service runs in a domain of its own, with categories of its own", () => {
  const rows = deploy(
    `docker inspect --format '{{index .Config.Labels "berth.service"}} {{.ProcessLabel}}' $(docker ps -q)`,
  );
  const labels = rows.output
    .trim()
    .split("\n")
    .map((row) => row.split(" "));
  expect(labels.map(([service]) => service).sort()).toEqual(["api", "db", "gateway"]);
  const domains = labels.map(([, label = ""]) => label.split(":")[2]);
  const categories = labels.map(([, label = ""]) => label.split(":").slice(3).join(":"));
  expect(new Set(domains).size).toBe(3);
  expect(domains).not.toContain("container_t");
  expect(domains).not.toContain("spc_t");
  expect(new Set(categories).size).toBe(3);
  const running = admin("ps -eo label=,args=").output;
  for (const domain of domains) expect(running).toContain(`:${domain}:`);
});

test("containers have no capability, no new privileges, a seccomp filter, a read-only root and limits", () => {
  const ids = deploy("docker ps -q").output.trim().split("\n");
  for (const id of ids) {
    const pid = deploy(`docker inspect --format '{{.State.Pid}}' ${id}`).output.trim();
    const status = admin(`sudo cat /proc/${pid}/status`).output;
    expect(status).toMatch(/CapEff:\s+0{16}/);
    expect(status).toMatch(/NoNewPrivs:\s+1/);
    expect(status).toMatch(/Seccomp:\s+2/);
    expect(status).not.toMatch(/^Uid:\s+0\s/m);
    const limits = deploy(
      `docker inspect --format '{{.HostConfig.ReadonlyRootfs}} {{.HostConfig.Memory}} {{.HostConfig.Privileged}}' ${id}`,
    ).output;
    expect(limits).toMatch(/^true [1-9]\d* false/);
    const group = admin(`cat /proc/${pid}/cgroup`).output.trim().replace("0::", "");
    expect(admin(`cat /sys/fs/cgroup${group}/pids.max`).output.trim()).toMatch(/^\d+$/);
  }
});

function expectNothingOwned() {
  const files = "/etc/owned /lib/modules/owned /etc/containerd/hostname";
  expect(admin(`sudo ls ${files}`).output).not.toMatch(/^\/(etc|lib)\/.*(owned|hostname)$/m);
  admin("sudo docker rm --force copied config");
}

describe("Docker does not lead to root: the gate", () => {
  const all = [...attacks, ...roots];
  let answers: readonly string[];
  beforeAll(() => {
    const each = all.map(([, command]) => `( ${command} ) 2>&1; echo "exit $?"; echo "== next"`);
    answers = deploy(each.join("\n")).output.split("== next\n");
  });
  afterAll(expectNothingOwned);

  test.each(all.map(([attack], index) => [attack, index] as const))("%s", (_attack, index) => {
    expect(answers[index]).toMatch(/^exit [1-9]\d*$/m);
    expect(answers[index]).toContain("berth-gate refuses POST ");
    expect(answers[index]).not.toMatch(/root:[*!$]/);
  });
});

/** Whom the gate does not stand before has SELinux against them. */
describe("Docker does not lead to root: SELinux, behind the gate", () => {
  afterAll(expectNothingOwned);

  test.each(attacks)("%s", (_attack, command) => {
    const { output, code } = admin(command.replaceAll("docker ", "sudo docker "));
    expect(output).not.toMatch(/root:[*!$]/);
    expect(code).not.toBe(0);
  });
});

/** Where the host's private SSH key came from and where it is. */
const keyPlaces = "/sys/firmware/dmi /sys/firmware/qemu_fw_cfg/by_name/etc/smbios /run/credentials /etc/ssh";
const keySigns = "grep -sarlE 'berth.host-key|PRIVATE KEY'";

test("the host's private SSH key is in the firmware's tables and in /etc/ssh, where the login user reads none of it", () => {
  const found = admin(`sudo ${keySigns} ${keyPlaces}`).output;
  expect(found).toContain("/sys/firmware/dmi/tables/DMI\n");
  expect(found).toContain("/etc/ssh/ssh_host_ed25519_key\n");
  expect(deploy(`${keySigns} ${keyPlaces}`).output).toBe("");
});

test("root in a container reads no firmware table that holds the key, even where Docker hides none from it", () => {
  const tables = ["/sys/firmware/dmi/tables/DMI", "/sys/firmware/dmi/entries/11-0/raw"];
  const run = "sudo docker run --rm --security-opt systempaths=unconfined --security-opt label=type:berth_api_t";
  const command = `for table in ${tables.join(" ")}; do cat $table >/dev/null; done; id -u`;
  expect(admin(`${run} debian:trixie-slim sh -c '${command}' 2>&1`).output).toBe(
    `${tables.map((table) => `cat: ${table}: Permission denied\n`).join("")}0\n`,
  );
});

test("the gate refuses every hostile request that is generated, each by its rule", () => {
  const answers = gateAnswers(outputs, hostileRequests);
  const passed = hostileRequests.filter((_request, index) => !isRefusal(answers[index] ?? ""));
  expect(passed).toEqual([]);
  console.info(`${hostileRequests.length} hostile requests to the Docker daemon: all refused`);
});

test("no way leads past the gate: the daemon's sockets are root's", () => {
  for (const socket of ["/run/docker.sock", "/run/containerd/containerd.sock"])
    expect(deploy(`DOCKER_HOST=unix://${socket} docker version`).output).toMatch(/permission denied/);
  expect(admin("ps -o label= -C berth-gate").output).toMatch(/:docker_gate_t:/);
});

test("what operating needs goes through the gate: a container with input and output, and files both ways", () => {
  const image = "debian:trixie-slim";
  expect(deploy(`echo hello | docker run --rm --interactive ${image} cat`).output).toBe("hello\n");
  const steps = [
    `docker run --detach --name plain ${image} sleep 60`,
    "echo text >plain.txt && docker cp plain.txt plain:/tmp/",
    "docker exec plain cat /tmp/plain.txt",
    "docker cp plain:/tmp/plain.txt - | tar -xO",
    "docker rm --force plain",
  ];
  expect(deploy(steps.join(" && ")).output.match(/^text$/gm)).toHaveLength(2);
});

test("without the gate the login user reaches nothing, and hears of it at once; it comes back by itself", () => {
  expect(admin("sudo systemctl stop berth-gate && sudo docker version").code).toBe(0);
  const without = deploy("timeout 20 docker ps");
  expect(without.code).not.toBe(0);
  expect(without.output).toContain("/run/berth-gate/docker.sock");
  admin("sudo systemctl start berth-gate && sudo systemctl kill --signal=KILL berth-gate");
  expect(deploy("for i in $(seq 60); do docker ps --quiet && exit 0; sleep 0.5; done; exit 1").code).toBe(0);
});

describe("the login user is confined on the host", () => {
  let answers: readonly string[];
  beforeAll(() => {
    const each = hostAttacks.map(([, command]) => `( ${command} ) 2>&1 </dev/null; echo "exit $?"; echo "== next"`);
    answers = deploy(`${each.join("\n")}\nrm -f own /tmp/own`).output.split("== next\n");
  });

  test("in a domain and a role of its own", () => {
    expect(deploy("id -Z").output.trim()).toBe("berth_deploy_u:berth_deploy_r:berth_deploy_t:s0");
  });

  test.each(hostAttacks.map(([what, , answer], index) => [what, answer, index] as const))(
    "%s",
    (_what, answer, index) => {
      expect(answers[index]).toMatch(answer);
      expect(answers[index]).toMatch(/^exit [1-9]\d*$/m);
      expect(answers[index]).not.toContain("uid=");
    },
  );
});

test("Docker's store and the volumes in it are nosuid and nodev, on the host and in containers", () => {
  expect(deploy("findmnt -n -o OPTIONS /var/lib/docker").output).toMatch(/^rw,nosuid,nodev,/);
  const database = deploy("docker ps -q --filter label=berth.service=db").output.trim();
  const mounts = deploy(`docker exec ${database} cat /proc/self/mounts`).output;
  expect(mounts).toMatch(/^\/dev\/vdb \/var\/lib\/postgresql\S* ext4 rw,seclabel,nosuid,nodev,/m);
});

test("a fork bomb of root in a container ends at the limit of its slice, and no container is without a limit", () => {
  const bomb = "for n in $(seq 300); do sleep 60 & done";
  const command = `id -u; sh -c '${bomb}'; read peak </sys/fs/cgroup/pids.peak; echo $peak`;
  const run = "docker run --rm --cgroup-parent berth-pids128-bomb.slice debian:trixie-slim sh -c";
  const [user, fault = "", peak] = deploy(`${run} ${JSON.stringify(command).replaceAll("$", "\\$")} 2>&1`).output.split(
    "\n",
  );
  expect([user, fault]).toEqual(["0", expect.stringContaining("Cannot fork")]);
  expect(Number(peak)).toBeLessThanOrEqual(129);
  const unlimited = deploy("docker run --rm debian:trixie-slim cat /sys/fs/cgroup/pids.max").output.trim();
  expect(Number(unlimited)).toBeLessThan(5000);
});

test("the login user has no sudo, root can't log in, passwords are off", () => {
  expect(deploy("sudo -n true").code).not.toBe(0);
  const sshd = admin("sudo sshd -T").output;
  expect(sshd).toMatch(/^permitrootlogin no$/m);
  expect(sshd).toMatch(/^passwordauthentication no$/m);
  expect(sshd).toMatch(/^kbdinteractiveauthentication no$/m);
  expect(sshd).toMatch(/^allowtcpforwarding no$/m);
});

test("the firewall drops by default, and containers can't reach the cloud's metadata address", () => {
  const rules = admin("sudo nft list ruleset").output;
  expect(rules).toMatch(/hook input priority [^;]*; policy drop;/);
  const gateway = deploy("docker ps -q --filter label=berth.service=gateway").output.trim();
  const probe = deploy(`docker exec ${gateway} busybox wget -q -T 3 -O - http://169.254.169.254/`);
  expect(probe.code).not.toBe(0);
});

test("a container does not reach the host's SSH", () => {
  const gateway = deploy("docker ps -q --filter label=berth.service=gateway").output.trim();
  const format = "{{range .NetworkSettings.Networks}}{{.Gateway}} {{end}}";
  const [host = ""] = deploy(`docker inspect --format '${format}' ${gateway}`).output.trim().split(/\s+/);
  expect(host).toMatch(/^172\./);
  const probe = deploy(`docker exec ${gateway} busybox nc -w 3 ${host} 22 </dev/null`);
  expect(probe.output).not.toContain("SSH-2.0");
  expect(probe.code).not.toBe(0);
});

test("dockerd has the settings of the hardening, and listens on no port", () => {
  const info = JSON.parse(deploy("docker info --format '{{json .}}'").output) as {
    SecurityOptions: string[];
    LiveRestoreEnabled: boolean;
  };
  expect(info.SecurityOptions).toEqual(expect.arrayContaining(["name=selinux"]));
  expect(info.LiveRestoreEnabled).toBe(true);
  // It holds the published ports, so that nothing else takes them; its rules lead past these sockets.
  const listening = admin("sudo ss -Hltnp")
    .output.split("\n")
    .filter((line) => line.includes("dockerd"));
  expect(listening.map((line) => line.split(/\s+/)[3]).sort()).toEqual(["0.0.0.0:443", "0.0.0.0:80"]);
});

test("the database's password is in no environment, no inspect, no log and no user-data, and its file is not the world's", () => {
  const secret = admin(
    "sudo find /var/lib/docker/volumes /var/lib/docker/overlay2 -name db_password -type f -print -quit",
  ).output.trim();
  expect(secret).not.toBe("");
  const password = admin(`sudo cat '${secret}'`).output.trim();
  expect(password).toMatch(/^[A-Za-z0-9]{32}$/);
  expect(admin(`sudo stat -c %a '${secret}'`).output.trim()).toBe("440");
  expect(deploy("docker inspect $(docker ps -aq)").output).not.toContain(password);
  // The pattern comes from the file itself: on the command line it would be in the audit log for that alone.
  const found = admin(`sudo grep -rlF -f '${secret}' /var/log /etc/berth /run/credentials`);
  expect(found.output.trim()).toBe("");
});

test("the daily removal of unused images leaves those of the services and the one that Dockerfiles start from", () => {
  const images = "docker image ls --format '{{.Repository}}:{{.Tag}}' | sort";
  const before = onHost(outputs, images).output;
  expect(asAdmin(outputs, "sudo systemctl start berth-prune.service").code).toBe(0);
  expect(onHost(outputs, images).output).toBe(before);
  expect(before).toContain("debian:trixie-slim");
});
