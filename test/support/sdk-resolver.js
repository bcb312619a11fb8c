/**
 * Jest's resolver: two libraries that Pulumi's SDK loads at its start, half a second for each test file, and needs only to serialize
 * functions are a module that says so where a test needs them.
 */
const unused = new Set(["typescript", "@npmcli/arborist"]);
const sdk = /[/\\]node_modules[/\\]@pulumi[/\\]/;

module.exports = (request, options) =>
  unused.has(request) && sdk.test(options.basedir)
    ? require.resolve("./unused-library.js")
    : options.defaultResolver(request, options);
