// Runs a program of the setup, and prints what the setup does.
"use strict";
const { execFileSync } = require("node:child_process");
const { join } = require("node:path");

const root = join(__dirname, "../../..");
const limitMs = 900_000;
const keptLines = 15;

/** An expected fault of the setup: its message says what to do, so it is printed without a stack trace. */
class SetupError extends Error {}

/** Runs argv in the checkout, at most 15 minutes. Throws a SetupError with the last lines of its error output. */
function run([command, ...args], environment = process.env) {
  const options = {
    cwd: root,
    stdio: ["ignore", "ignore", "pipe"],
    encoding: "utf8",
    timeout: limitMs,
    env: environment,
  };
  try {
    execFileSync(command, args, options);
  } catch (error) {
    const printed = String(error.stderr ?? "").trim();
    const tail = printed.split("\n").slice(-keptLines).join("\n");
    const cause = error.code === "ENOENT" ? `${command} is not on PATH` : tail || error.message;
    throw new SetupError(`\`${command} ${args.join(" ")}\` failed:\n${cause}`);
  }
}

function say(text) {
  process.stderr.write(`setup: ${text}\n`);
}

module.exports = { root, SetupError, run, say };
