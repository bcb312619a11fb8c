/**
 * For `node --require` before a Pulumi program: it is TypeScript, and the libraries that cost the SDK a second of every start wait
 * until something uses them.
 */
"use strict";
require("./typescript.js");
const lateLibraries = require("./late-libraries.js");
const Module = require("node:module");

const load = Module._load;

Module._load = function loadLater(request, parent, isMain) {
  return lateLibraries.has(request) ? onFirstUse(() => load(request, parent, isMain)) : load(request, parent, isMain);
};

/** A stand-in for a module. The SDK looks at `__esModule` to find out how to import it, which is not a use. */
function onFirstUse(loadModule) {
  let loaded;
  const module = () => (loaded ??= loadModule());
  return new Proxy(
    {},
    {
      get: (_, key) => (key === "__esModule" ? true : module()[key]),
      has: (_, key) => key in module(),
      ownKeys: () => Reflect.ownKeys(module()),
      getOwnPropertyDescriptor: (_, key) => ({ value: module()[key], enumerable: true, configurable: true }),
    },
  );
}
