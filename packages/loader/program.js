/**
 * For `node --require` before a Pulumi program: it is TypeScript, and two libraries wait until something uses them. The SDK
 * loads both at every start, for a second, and needs them only to serialize functions, which clouds' callbacks are made of.
 */
"use strict";
require("./typescript.js");
const Module = require("node:module");

const waiting = new Set(["typescript", "@npmcli/arborist"]);
const load = Module._load;

Module._load = function loadLater(request, parent, isMain) {
  return waiting.has(request) ? onFirstUse(() => load(request, parent, isMain)) : load(request, parent, isMain);
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
