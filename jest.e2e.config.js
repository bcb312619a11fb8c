/** The end-to-end tests: real VMs, real services. One stack, so one file after the other, by name; see beside-runner.js. */
const unit = require("./jest.config.js");

module.exports = {
  ...unit,
  testMatch: ["<rootDir>/test/e2e/*.test.ts"],
  testPathIgnorePatterns: [],
  testSequencer: "<rootDir>/test/e2e/support/by-name-sequencer.js",
  runner: "<rootDir>/test/e2e/support/beside-runner.js",
  reporters: ["default", "<rootDir>/test/support/cost-reporter.js"],
  maxWorkers: 1,
  bail: false,
  testTimeout: 900_000,
};
