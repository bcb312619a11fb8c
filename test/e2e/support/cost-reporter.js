// Jest's reporter that prints after all tests what each file cost.
const { basename } = require("node:path");
const { costLines } = require("./cost-lines");

module.exports = class CostReporter {
  onRunComplete(_contexts, { testResults }) {
    const files = testResults.map(({ testFilePath, perfStats, testResults: tests }) => ({
      name: basename(testFilePath, ".test.ts"),
      seconds: (perfStats.end - perfStats.start) / 1000,
      tests: tests.map(({ title, duration }) => ({ title, seconds: (duration ?? 0) / 1000 })),
    }));
    files.sort((a, b) => a.name.localeCompare(b.name));
    process.stderr.write(`\nWhat the end-to-end tests cost:\n${costLines(files).join("\n")}\n`);
  }
};
