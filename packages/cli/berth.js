#!/usr/bin/env node
// The command `berth`. Plain JavaScript, because it runs before node_modules exists: it installs what the command needs
// and is missing, and then runs berth.ts in this process.
"use strict";
const { homedir } = require("node:os");
const { enableCompileCache } = require("node:module");
const { join } = require("node:path");
const { commands } = require("./commands.json");
const { installBuilder, installPrograms } = require("./setup/debian-packages.js");
const { needsOf } = require("./setup/needs.js");
const { installModules, installServices } = require("./setup/node-modules.js");
const { root, SetupError } = require("./setup/run.js");

const oldestNode = 20;

function main([name = "", ...args]) {
  if (Number(process.versions.node.split(".")[0]) < oldestNode) {
    throw new SetupError(`Berth needs Node.js ${oldestNode} or newer, and this is ${process.versions.node}.`);
  }
  keepCompiled();
  const { modules, services, programs, builder } = needsOf(
    Object.hasOwn(commands, name) ? commands[name] : undefined,
    args,
    root,
  );
  installModules(modules);
  if (services) installServices();
  installPrograms(programs);
  if (buildsHere(builder)) installBuilder();
  require("@berth/loader/typescript");
  const { runBerth } = require("./berth.ts");
  runBerth([name, ...args]);
}

/** Node.js 22 and newer keep compiled modules on disk: this process starts sooner, as do the program and the provider. */
function keepCompiled() {
  const caches = process.env.XDG_CACHE_HOME || join(homedir(), ".cache");
  process.env.NODE_COMPILE_CACHE ??= join(caches, "berth", "compiled");
  enableCompileCache?.(process.env.NODE_COMPILE_CACHE);
}

/** Called last: it is QEMU that finds out whether KVM works. */
function buildsHere(builder) {
  if (builder !== "auto") return builder === "here";
  return process.platform === "linux" && !require("@berth/kvm/kvm-works").kvmWorks();
}

try {
  main(process.argv.slice(2));
} catch (error) {
  if (!(error instanceof SetupError)) throw error;
  process.stderr.write(`setup: ${error.message}\n`);
  process.exitCode = 1;
}
