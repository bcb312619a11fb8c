/**
 * Jest's runner for the end-to-end tests: one file after the other, but for the stock image. Its machine keeps one processor busy for
 * minutes with packages, on a stack of its own, so it has them beside the last files, which change nothing that it reads.
 */
const { basename } = require("node:path");
const { default: TestRunner } = require("jest-runner");

const apart = "9-stock.test.ts";
/** The file beside which it begins. */
const beside = "7-application.test.ts";

module.exports = class BesideRunner extends TestRunner {
  /** `tests` are in the order of their names. */
  async runTests(tests, watcher, options) {
    const isApart = ({ path }) => basename(path) === apart;
    const others = tests.filter((test) => !isApart(test));
    const start = others.findIndex(({ path }) => basename(path) >= beside);
    const [before, after] = start < 0 ? [others, []] : [others.slice(0, start), others.slice(start)];
    await super.runTests(before, watcher, { ...options, serial: true });
    await Promise.all([
      super.runTests(after, watcher, { ...options, serial: true }),
      // In a process of its own: what waits in one file does not hold up the other.
      super.runTests(tests.filter(isApart), watcher, { ...options, serial: false }),
    ]);
  }
};
