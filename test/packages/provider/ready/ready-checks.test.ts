import {
  dockerVersionOf,
  factsOf,
  livenessQuestion,
  readyChecks,
} from "../../../../packages/provider/ready/ready-checks";

const answer = (stdout: string, exitCode = 0, stderr = "") => ({ exitCode, stdout, stderr });
const check = (name: string) => {
  const found = readyChecks("docker").find((one) => one.name === name);
  if (found === undefined) throw new Error(`no check ${name}`);
  return found;
};

test("checks in the order in which a boot meets them; without Docker no Docker", () => {
  expect(readyChecks("docker").map(({ name }) => name)).toEqual([
    "ssh login",
    "first-boot setup",
    "SELinux enforcing",
    "data disk mounted",
    "Docker's store set up",
    "docker with SELinux",
    "restarted containers healthy",
  ]);
  const checks = readyChecks("systemd");
  expect(checks.map(({ name }) => name)).toEqual([
    "ssh login",
    "first-boot setup",
    "SELinux enforcing",
    "data disk mounted",
  ]);
  expect(checks.at(-1)?.ask).toContain("/var/lib/berth");
});

test("a host with another gate than this one does not count as it was", () => {
  expect(livenessQuestion(undefined)).toBe("/usr/sbin/getenforce");
  expect(livenessQuestion("0a1b")).toMatch(
    /^\[ "\$\(cat .*digest .*\)" = 0a1b \] && \/usr\/sbin\/getenforce && df .* \/var\/lib\/docker \| tail -n 1$/,
  );
});

test("each check has a limit, a hint and a log", () => {
  for (const { limitSeconds, hint, log } of readyChecks("docker")) {
    expect(limitSeconds).toBeGreaterThan(0);
    expect(hint).not.toBe("");
    expect(log).toMatch(/^sudo /);
  }
});

const info = (options: readonly string[]) => JSON.stringify({ ServerVersion: "26.1.5", SecurityOptions: options });

test.each<[string, ReturnType<typeof answer>, string | undefined]>([
  ["ssh login", answer("", 0), undefined],
  ["ssh login", answer("", 255, "kex_exchange: reset\nConnection closed"), "Connection closed"],
  ["first-boot setup", answer("unit active\n"), undefined],
  ["first-boot setup", answer("unit activating\n"), "unit activating"],
  ["first-boot setup", answer("cloud-init running\n"), "cloud-init running"],
  ["first-boot setup", answer("cloud-init 0\n"), undefined],
  ["first-boot setup", answer("cloud-init 2\n"), undefined],
  ["first-boot setup", answer("cloud-init 1\n"), "cloud-init 1"],
  ["SELinux enforcing", answer("Enforcing\n"), undefined],
  ["SELinux enforcing", answer("Permissive\n"), "getenforce prints Permissive"],
  ["SELinux enforcing", answer("", 127, "sh: getenforce: not found"), "getenforce prints sh: getenforce: not found"],
  ["SELinux enforcing", answer("Enforcing\nberth_deploy_u:berth_deploy_r:berth_deploy_t:s0\n"), undefined],
  ["SELinux enforcing", answer("Permissive\nu:r:t:s0\n"), "getenforce prints Permissive"],
  ["data disk mounted", answer("/dev/vdb ext4\n"), undefined],
  ["data disk mounted", answer("", 1), "nothing is mounted on /var/lib/docker"],
  ["Docker's store set up", answer("active\nactive\n"), undefined],
  ["Docker's store set up", answer("activating\nactive\n"), "the unit is activating, docker.service is active"],
  ["Docker's store set up", answer("", 1, "Failed to connect to bus"), "Failed to connect to bus"],
  ["docker with SELinux", answer(info(["name=seccomp,profile=builtin", "name=selinux"])), undefined],
  ["docker with SELinux", answer(info(["name=seccomp"])), "docker's security options lack selinux: name=seccomp"],
  ["docker with SELinux", answer("", 1, "Cannot connect to the Docker daemon"), "Cannot connect to the Docker daemon"],
  ["restarted containers healthy", answer("\n"), undefined],
  ["restarted containers healthy", answer("db-1\napi-2\n"), "still starting: api-2, db-1"],
  [
    "restarted containers healthy",
    answer("", 1, "Cannot connect to the Docker daemon"),
    "Cannot connect to the Docker daemon",
  ],
])("%s: %j → %j", (name, given, fault) => {
  expect(check(name).fault(given)).toBe(fault);
});

test("does not wait for a setup that failed, and reports errors that it recovered from", () => {
  const setup = check("first-boot setup");
  expect(["unit failed", "cloud-init 1"].map((text) => setup.isFinal?.(answer(text)))).toEqual([true, true]);
  expect(["unit activating", "cloud-init running", ""].map((text) => setup.isFinal?.(answer(text)))).toEqual([
    false,
    false,
    false,
  ]);
  expect(setup.remark?.(answer("cloud-init 2"))).toContain("/var/log/cloud-init.log");
  expect(setup.remark?.(answer("cloud-init 0"))).toBeUndefined();
});

test("reads the facts, and refuses what is none", () => {
  expect(factsOf("6.12.1-cloud\n31.27\n")).toEqual({ kernel: "6.12.1-cloud", bootSeconds: 31.27 });
  expect(() => factsOf("")).toThrow("the host did not report its kernel and uptime");
  expect(dockerVersionOf(info([]))).toBe("26.1.5");
});

test("waits no longer for a Docker that has given up", () => {
  const store = check("Docker's store set up");
  const final = ["failed\nactive\n", "inactive\nfailed\n", "activating\nactivating\n", ""].map((text) =>
    store.isFinal?.(answer(text)),
  );
  expect(final).toEqual([true, true, false, false]);
});

test("a login user in another domain than its own is worth a warning where there is Docker, and no more", () => {
  const { remark } = check("SELinux enforcing");
  expect(remark?.(answer("Enforcing\nberth_deploy_u:berth_deploy_r:berth_deploy_t:s0\n"))).toBeUndefined();
  expect(remark?.(answer("Enforcing\nunconfined_u:unconfined_r:unconfined_t:s0-s0:c0.c1023\n"))).toMatch(
    /does not confine the login user by SELinux: .*generation$/,
  );
  expect(readyChecks("systemd").filter(({ ask }) => ask.includes("id -Z"))).toEqual([]);
});
