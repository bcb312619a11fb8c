#!/usr/bin/env node
// Installs what is missing before `npm run …`: setup.js PURPOSE. Plain JavaScript: it runs before node_modules exists.
// Silent and fast when nothing is missing.
"use strict";
const { execFileSync, spawnSync } = require("node:child_process");
const { existsSync, mkdtempSync, readFileSync, readdirSync, rmSync, statSync, writeFileSync } = require("node:fs");
const { delimiter, join } = require("node:path");
const { tmpdir } = require("node:os");

const root = join(__dirname, "../..");
const oldestNode = 20;
/** A QEMU older than this crashes the guest's kernel under emulation (design: facts found by running). */
const oldestQemu = 10;

/** What each purpose needs: a program on PATH and the Debian package that brings it. */
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
  ["shellcheck", "shellcheck"],
  ["ssh-keygen", "openssh-client"],
  ["qemu-system-x86_64", "qemu-system-x86"],
  ["qemu-img", "qemu-utils"],
  ["caddy", "caddy"],
  ["pg_lsclusters", "postgresql"],
  ["chromium", "chromium"],
];
/** What .ci/install-linters.sh builds and installs with. */
const linters = [
  ["go", "golang-go"],
  ["python3", "python3-venv"],
];
const needs = {
  /** The npm packages alone: every command has those, a cloud's stack needs no more. */
  packages: [],
  up: machine,
  test: tests,
  e2e: [...machine, ...tests, ...linters],
};

function main(purpose) {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    fail(`Node.js ${process.versions.node} is too old: Berth needs ${oldestNode} or newer.`);
  }
  installModules();
  installPackages(needs[purpose] ?? fail(`setup.js: unknown purpose ${purpose}`));
}

/** `npm ci` in the root and in each service with a lock file of its own, where node_modules is not the lock file's. */
function installModules() {
  const services = readdirSync(join(root, "services")).map((name) => join("services", name));
  for (const folder of [".", ...services]) {
    const lock = join(root, folder, "package-lock.json");
    if (!existsSync(lock)) continue;
    const stamp = join(root, folder, "node_modules", ".berth-setup");
    const wanted = readFileSync(lock, "utf8");
    if (existsSync(stamp) && readFileSync(stamp, "utf8") === wanted) continue;
    say(`Installing the npm packages of ${join(folder, "package-lock.json")}`);
    run("npm", ["ci", "--prefix", join(root, folder), "--no-audit", "--no-fund", "--loglevel=error"]);
    writeFileSync(stamp, wanted);
  }
}

function installPackages(wanted) {
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
    fail(
      `Missing: ${missing.join(", ")} (Debian's names). Install them with this system's package manager and run the command again.`,
    );
  }
  const prefix = process.getuid() === 0 ? [] : sudo(missing);
  say(`Installing with apt: ${missing.join(" ")}`);
  withSources((options, release) => {
    const apt = (...args) =>
      run(...headAndTail([...prefix, "env", "DEBIAN_FRONTEND=noninteractive", "apt-get", "-qq", ...options, ...args]));
    apt("update");
    apt("install", "-y", "--no-install-recommends", ...release, ...missing);
  });
}

/** On Debian 12 QEMU 10 is in backports: a sources folder of this run's own adds it and leaves the system's as it is. */
function withSources(install) {
  if (debianRelease() !== "bookworm") return install([], []);
  const folder = mkdtempSync(join(tmpdir(), "berth-apt-"));
  try {
    const { uris, signedBy } = debianMirror();
    const backports = `Types: deb\nURIs: ${uris}\nSuites: bookworm bookworm-updates bookworm-backports\nComponents: main\n${signedBy}`;
    writeFileSync(join(folder, "berth.sources"), backports);
    run("chmod", ["0755", folder]);
    return install(
      ["-o", `Dir::Etc::SourceParts=${folder}`, "-o", "Dir::Etc::SourceList=/dev/null"],
      ["-t", "bookworm-backports"],
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

/** The mirror this system already uses: its own deb822 or one-line sources, whichever names Debian bookworm. */
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
  return fail(
    "No apt source for Debian bookworm was found, so its backports can't be either. Install QEMU 10 or newer by hand.",
  );
}

function sudo(missing) {
  if (onPath("sudo") && spawnSync("sudo", ["-n", "true"], { stdio: "ignore" }).status === 0) return ["sudo", "-n"];
  return fail(
    `These Debian packages are missing and there is no root to install them. Run:\n  sudo apt-get install -y ${missing.join(" ")}`,
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

/** Looks where root looks too: mkfs and setfiles live in sbin. */
function onPath(program) {
  const folders = [...(process.env.PATH ?? "").split(delimiter), "/usr/sbin", "/sbin"];
  return folders.some((folder) => existsSync(join(folder, program)));
}

function headAndTail([head, ...tail]) {
  return [head, tail];
}

function run(command, args) {
  try {
    execFileSync(command, args, { cwd: root, stdio: ["ignore", "ignore", "pipe"], encoding: "utf8", timeout: 900_000 });
  } catch (error) {
    const tail = String(error.stderr ?? "")
      .trim()
      .split("\n")
      .slice(-15)
      .join("\n");
    fail(`${command} ${args.join(" ")} failed:\n${tail || error.message}`);
  }
}

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

function fail(text) {
  process.stderr.write(`setup: ${text}\n`);
  process.exit(1);
}

main(process.argv[2] ?? "up");
