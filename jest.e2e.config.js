/** The end-to-end tests: a real VM, real services. One stack, so one file after the other, by name. */
const unit = require("./jest.config.js");

module.exports = {
  ...unit,
  testMatch: ["<rootDir>/test/e2e/*.test.ts"],
  testPathIgnorePatterns: [],
  testSequencer: "<rootDir>/test/e2e/support/by-name-sequencer.js",
  reporters: ["default", "<rootDir>/test/support/cost-reporter.js"],
  maxWorkers: 1,
  bail: false,
  testTimeout: 900_000,
};
