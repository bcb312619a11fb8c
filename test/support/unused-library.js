/** Stands for a library that no program of Berth uses; the SDK looks at `__esModule` to find out how to import it, which is not a use. */
module.exports = new Proxy(
  {},
  {
    get(_, name) {
      if (name === "__esModule") return true;
      throw new Error(`${String(name)} of a library that test/support/sdk-resolver.js leaves out is used`);
    },
  },
);
