/**
 * Jest's resolver: the libraries that Pulumi's SDK loads at its start for nothing, half a second for each test file, are a module
 * that says so where a test needs them.
 */
const lateLibraries = require("../../packages/loader/late-libraries.js");

const sdk = /[/\\]node_modules[/\\]@pulumi[/\\]/;

module.exports = (request, options) =>
  lateLibraries.has(request) && sdk.test(options.basedir)
    ? require.resolve("./unused-library.js")
    : options.defaultResolver(request, options);
