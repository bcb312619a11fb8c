// Adds up jest's reports and prints the closing line; exit code 1 unless everything passed.
"use strict";
const { existsSync, readFileSync } = require("node:fs");

const [failedStages, ...reports] = process.argv.slice(2);
let passed = 0;
let failed = 0;
for (const file of reports) {
  if (!existsSync(file)) {
    failed += 1;
    continue;
  }
  const report = JSON.parse(readFileSync(file, "utf8"));
  passed += report.numPassedTests;
  // A suite that could not run at all has no tests to count.
  failed += report.numFailedTests + report.numRuntimeErrorTestSuites + report.numPendingTests;
}
// Stages fail for reasons that no test shows: lint, a crash after the last test.
if (failed === 0) failed = Number(failedStages);
console.log(`${passed} passed, ${failed} failed`);
process.exitCode = failed === 0 ? 0 : 1;
