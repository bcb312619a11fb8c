// Installs the npm packages that a command needs, and no more.
"use strict";
const { existsSync, readdirSync, readFileSync } = require("node:fs");
const { join } = require("node:path");
const { closure, everything, isInstalled } = require("./lock-closure.js");
const { root, run, say } = require("./run.js");

/** Folders that can be installed on their own, on top of the command line itself. */
const extras = { aws: "infra/platforms/aws", azure: "infra/platforms/azure", policy: "policy" };
const base = "packages/cli";

/**
 * Installs what is missing for `wanted`: "all", or a list of extras ("aws", "azure", "policy"). Extras of earlier commands
 * stay. Nothing is run where node_modules already has it all in the versions of package-lock.json.
 */
function installModules(wanted, folder = root) {
  const { packages } = readLock(join(folder, "package-lock.json"));
  const installed = readLock(join(folder, "node_modules/.package-lock.json")).packages;
  const workspaces = [base, ...(wanted === "all" ? [] : wanted.map((name) => extras[name]))];
  const paths = wanted === "all" ? everything(packages) : closure(packages, workspaces);
  if (isInstalled(installed, packages, paths) && areThere(folder, installed, paths)) return;
  const isAll = wanted === "all" || installed["node_modules/jest"] !== undefined;
  const kept = Object.values(extras).filter((path) => installed[path] !== undefined);
  say(`Installing the npm packages of ${isAll ? "everything" : ["the command line", ...wanted].join(", ")}`);
  run(installCommand(isAll ? "all" : [...new Set([...workspaces, ...kept])], folder), environment(process.env));
}

/** Installs what is missing of the services that have a lock file of their own. */
function installServices(folder = root) {
  for (const name of readdirSync(join(folder, "services"))) {
    const service = join(folder, "services", name);
    const { packages } = readLock(join(service, "package-lock.json"));
    const installed = readLock(join(service, "node_modules/.package-lock.json")).packages;
    const paths = everything(packages);
    if (isInstalled(installed, packages, paths) && areThere(service, installed, paths)) continue;
    say(`Installing the npm packages of services/${name}`);
    run(installCommand("all", service), environment(process.env));
  }
}

/** argv of npm. The prefix keeps npm from installing in a parent folder that counts this checkout as its workspace. */
function installCommand(workspaces, folder) {
  const command = ["npm", "ci", "--prefix", folder, "--no-audit", "--no-fund", "--loglevel=error"];
  if (workspaces === "all") return [...command, "--include=dev"];
  return [...command, "--omit=dev", ...workspaces.flatMap((path) => ["--workspace", path])];
}

/** npm's record alone is not enough: `npm install --package-lock-only` writes it without installing anything. */
function areThere(folder, installed, paths) {
  return [...paths].every((path) => installed[path] === undefined || existsSync(join(folder, path)));
}

/** Without the settings that `npm run` hands down of its own folder and workspace. */
function environment(inherited) {
  const own = /^npm_config_(prefix|local_prefix|workspaces?|include_workspace_root|omit|include)$/i;
  return Object.fromEntries(Object.entries(inherited).filter(([key]) => !own.test(key)));
}

function readLock(file) {
  return existsSync(file) ? JSON.parse(readFileSync(file, "utf8")) : { packages: {} };
}

module.exports = { installModules, installServices, installCommand, environment };
