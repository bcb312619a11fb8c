// Jest's reporter that prints after all tests what each file cost; with `dearest`, those that cost most.
const { basename } = require("node:path");
const { costLines } = require("./cost-lines");

module.exports = class CostReporter {
  constructor(_config, { dearest } = {}) {
    this.dearest = dearest;
  }

  onRunComplete(_contexts, { testResults }) {
    const files = testResults.map(({ testFilePath, perfStats, testResults: tests }) => ({
      name: basename(testFilePath, ".test.ts"),
      seconds: (perfStats.end - perfStats.start) / 1000,
      tests: tests.map(({ title, duration }) => ({ title, seconds: (duration ?? 0) / 1000 })),
    }));
    if (this.dearest !== undefined) files.sort((a, b) => b.seconds - a.seconds).splice(this.dearest);
    else files.sort((a, b) => a.name.localeCompare(b.name));
    // A run of one file or two needs no list.
    if (files.length < 3) return;
    const which = this.dearest === undefined ? "What the tests cost" : "The test files that cost most";
    process.stderr.write(`\n${which}:\n${costLines(files).join("\n")}\n`);
  }
};
