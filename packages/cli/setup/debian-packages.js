// Installs the programs that a command runs, with apt, and only those that are missing.
"use strict";
const { spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const { tmpdir } = require("node:os");
const { SetupError, run, say } = require("./run.js");

/** An older QEMU crashes the guest's kernel under emulation (design: facts found by running). */
const oldestQemu = 10;
const dockerLimitMs = 20_000;

/** Program on PATH and the Debian package that contains it. */
const machine = [
  ["qemu-system-x86_64", "qemu-system-x86"],
  ["qemu-img", "qemu-utils"],
  ["mmdebstrap", "mmdebstrap"],
  ["setfiles", "policycoreutils"],
  ["mkfs.ext4", "e2fsprogs"],
  ["zstd", "zstd"],
  ["ssh", "openssh-client"],
  ["ssh-keygen", "openssh-client"],
];
const tests = [
  ["python3", "python3"],
  ["shellcheck", "shellcheck"],
  ["ssh-keygen", "openssh-client"],
  ["qemu-system-x86_64", "qemu-system-x86"],
  ["qemu-img", "qemu-utils"],
  ["sshd", "openssh-server"],
  ["caddy", "caddy"],
  ["pg_lsclusters", "postgresql"],
  ["chromium", "chromium"],
];
/** What .ci/install-linters.sh builds and installs with. */
const linters = [
  ["go", "golang-go"],
  ["python3", "python3-venv"],
];
/** Builds images without a Docker; the second lets it do so without root. */
const builder = [
  ["buildah", "buildah"],
  ["newuidmap", "uidmap"],
];
/** Of the end-to-end test of an application from a registry. */
const registry = [
  ["docker-registry", "docker-registry"],
  ["openssl", "openssl"],
];
const programSets = { none: [], machine, tests, e2e: [...machine, ...tests, ...linters, ...registry], builder };

/** Installs the missing programs of a set: none, machine, tests, e2e or builder. Throws a SetupError with the command to run where it cannot. */
function installPrograms(set) {
  const wanted = programSets[set];
  const missing = [...new Set(wanted.filter(([program]) => !onPath(program)).map(([, name]) => name))];
  if (
    !missing.includes("qemu-system-x86") &&
    wanted.some(([program]) => program === "qemu-system-x86_64") &&
    qemuMajor() < oldestQemu
  ) {
    missing.push("qemu-system-x86", "qemu-utils");
  }
  if (missing.length === 0) return;
  if (process.platform !== "linux" || !onPath("apt-get")) {
    throw new SetupError(
      `Missing: ${missing.join(", ")} (Debian's names). Install them with this system's package manager and run the command again.`,
    );
  }
  const prefix = process.getuid() === 0 ? [] : sudo(missing);
  say(`Installing with apt: ${missing.join(" ")}`);
  withSources((options, release) => {
    const apt = (...args) =>
      run([...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...options, ...args]);
    apt("update");
    apt("install", "-y", "--no-install-recommends", ...release, ...missing);
  });
}

/** Installs a builder of images, unless this computer has a Docker with BuildKit that answers. */
function installBuilder() {
  const succeeds = (...args) => spawnSync("docker", args, { stdio: "ignore", timeout: dockerLimitMs }).status === 0;
  if (onPath("docker") && succeeds("version") && succeeds("buildx", "version")) return;
  installPrograms("builder");
}

/** Debian 12 has QEMU 10 in backports: a temporary sources folder adds it and the system's own sources stay as they are. */
function withSources(install) {
  if (debianRelease() !== "bookworm") return install([], []);
  const folder = mkdtempSync(join(tmpdir(), "berth-apt-"));
  try {
    const { uris, signedBy } = debianMirror();
    const backports = `Types: deb\nURIs: ${uris}\nSuites: bookworm bookworm-updates bookworm-backports\nComponents: main\n${signedBy}`;
    writeFileSync(join(folder, "berth.sources"), backports);
    run(["chmod", "0755", folder]);
    return install(
      ["-o", `Dir::Etc::SourceParts=${folder}`, "-o", "Dir::Etc::SourceList=/dev/null"],
      ["-t", "bookworm-backports"],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The mirror that this system already uses, from the deb822 or one-line source that names Debian bookworm. */
function debianMirror() {
  const folder = "/etc/apt/sources.list.d";
  const files = [
    "/etc/apt/sources.list",
    ...(existsSync(folder) ? readdirSync(folder).map((name) => join(folder, name)) : []),
  ];
  for (const file of files.filter((name) => existsSync(name) && statSync(name).isFile())) {
    const text = readFileSync(file, "utf8");
    for (const stanza of text.split(/\n\s*\n/)) {
      const uris = /^URIs:\s*(\S+)/m.exec(stanza);
      if (file.endsWith(".sources") && uris && /^Suites:.*\bbookworm\b/m.test(stanza)) {
        return { uris: uris[1], signedBy: (/^Signed-By:.*$/m.exec(stanza)?.[0] ?? "") + "\n" };
      }
    }
    const line = /^deb\s+(?:\[[^\]]*\]\s+)?(\S+)\s+bookworm\s/m.exec(text);
    if (line) return { uris: line[1], signedBy: "" };
  }
  throw new SetupError(
    "Apt has no source for Debian bookworm here, so its backports cannot be added. Install QEMU 10 or newer by hand.",
  );
}

function sudo(missing) {
  if (onPath("sudo") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) return ["sudo", "-n"];
  throw new SetupError(
    `Installing Debian packages needs root. Run this and then the command again:\n  sudo apt-get install -y ${missing.join(" ")}`,
  );
}

function qemuMajor() {
  const { stdout } = spawnSync("qemu-system-x86_64", ["--version"], { encoding: "utf8" });
  return Number(/version (\d+)/.exec(stdout ?? "")?.[1] ?? 0);
}

function debianRelease() {
  const text = existsSync("/etc/os-release") ? readFileSync("/etc/os-release", "utf8") : "";
  return /^VERSION_CODENAME=(\w+)/m.exec(text)?.[1];
}

/** Also searches sbin, where mkfs and setfiles are. */
function onPath(program) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.some((folder) => existsSync(join(folder, program)));
}

module.exports = { installBuilder, installPrograms };
