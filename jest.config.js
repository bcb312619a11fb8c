/** Unit tests: no VM, no Docker. The end-to-end tests have jest.e2e.config.js. */
module.exports = {
  testEnvironment: "node",
  // Jest leaves one processor free, which is half of a small computer.
  maxWorkers: "100%",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testSequencer: "<rootDir>/test/support/programs-first-sequencer.js",
  reporters: ["default", ["<rootDir>/test/support/cost-reporter.js", { dearest: 10 }]],
  testPathIgnorePatterns: ["<rootDir>/test/e2e/"],
  // A limit for what hangs, not a measure: a loaded machine takes several times as long.
  testTimeout: 60_000,
  resolver: "<rootDir>/test/support/sdk-resolver.js",
  transform: { "\\.ts$": "<rootDir>/test/support/typescript-transform.js" },
};
