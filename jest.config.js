/** Unit tests: no VM, no Docker. The end-to-end tests have jest.e2e.config.js. */
module.exports = {
  testEnvironment: "node",
  roots: ["<rootDir>/test"],
  testMatch: ["**/*.test.ts"],
  testPathIgnorePatterns: ["<rootDir>/test/e2e/"],
  transform: { "\\.ts$": "<rootDir>/test/support/typescript-transform.js" },
};
