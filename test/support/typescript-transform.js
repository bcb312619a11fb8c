// Jest's transform for TypeScript: esbuild, which tsx brings anyway. Types are checked by tsc, not here.
const { transformSync } = require("esbuild");

module.exports = {
  process(source, file) {
    const { code, map } = transformSync(source, {
      loader: "ts",
      format: "cjs",
      target: "node20",
      platform: "node",
      sourcefile: file,
      sourcemap: "external",
    });
    return { code, map };
  },
};
