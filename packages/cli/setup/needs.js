// Pure but for reading a stack's file: what a command line needs before it can run.
"use strict";
const { existsSync, readFileSync } = require("node:fs");
const { join } = require("node:path");

const nothing = { modules: [], services: false, programs: "none", builder: "none" };
/** What `setup PURPOSE` installs. */
const purposes = {
  up: { modules: [], services: false, programs: "machine", builder: "auto" },
  packages: { modules: "all", services: true, programs: "none", builder: "none" },
  test: { modules: "all", services: true, programs: "tests", builder: "none" },
  e2e: { modules: "all", services: true, programs: "e2e", builder: "auto" },
};

/**
 * What a command with these arguments needs: npm packages ("all" or a list of extras), whether those of the services, a set of
 * programs, and a builder of images.
 */
function needsOf(row, args, root) {
  if (row === undefined || args.includes("--help")) return nothing;
  if (row.setup) return purposes[args.find((word) => !word.startsWith("-")) ?? "up"] ?? nothing;
  const text = stackFile(stackOf(args), root);
  const target = valueOf(text, "target") ?? "local";
  const modules = modulesOf(row, args, target);
  // A release for a VM is bundled on this computer; an image installs its packages itself.
  const bundles = row.modules !== undefined && valueOf(text, "runtime") === "vms";
  const services = modules === "all" || bundles;
  return { modules, services, programs: programsOf(row, args, target), builder: builderOf(row, text, target) };
}

/** As the program decides where Dockerfiles are built (infra/platforms/local/local-platform.ts). */
function builderOf(row, text, target) {
  if (row.programs !== "machine" || valueOf(text, "runtime") === "vms") return "none";
  const chosen = valueOf(text, "imageBuilds") ?? "auto";
  if (chosen !== "auto") return chosen === "here" ? "here" : "none";
  const isOwnImage = !/^\s+local:image:/m.test(text) || /^\s+local:image:\s*["']?built\b/m.test(text);
  return target === "local" && isOwnImage ? "auto" : "none";
}

function modulesOf(row, args, target) {
  if (row.modules === "all") return "all";
  const hasPack = row.modules === "policy" || args.some((word) => word.startsWith("--policy-pack"));
  const cloud = ["aws", "azure"].filter((name) => row.modules !== undefined && name === target);
  return hasPack ? [...cloud, "policy"] : cloud;
}

/** One test file needs no QEMU: it is installed for the whole suite only. A cloud's machine does not run here. */
function programsOf(row, args, target) {
  if (row.programs === undefined) return "none";
  if (row.programs === "tests") return args.length === 0 ? "tests" : "none";
  return row.programs === "machine" && row.modules === "stack" && target !== "local" ? "none" : row.programs;
}

function stackOf(args) {
  const end = args.indexOf("--");
  const own = end === -1 ? args : args.slice(0, end);
  const at = own.findIndex((word) => word === "-s" || word === "--stack");
  if (at !== -1) return own[at + 1] ?? "";
  return /^(?:--stack=|-s)(.*)$/.exec(own.find((word) => /^(--stack=|-s)/.test(word)) ?? "-sdev")[1];
}

/** Berth's own checks report a wrong name and a missing file later: here they count as a local stack. */
function stackFile(stack, root) {
  const file = join(root, `Pulumi.${stack}.yaml`);
  return /^[\w.-]+$/.test(stack) && existsSync(file) ? readFileSync(file, "utf8") : "";
}

function valueOf(text, key) {
  return new RegExp(`^\\s+(?:[\\w.-]+:)?${key}:\\s*["']?(\\w+)`, "m").exec(text)?.[1];
}

module.exports = { needsOf };
