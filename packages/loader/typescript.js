/** Lets this process load TypeScript. JavaScript is left to Node.js: tsx would read and parse every file of the SDKs too. */
"use strict";
const { _extensions: extensions } = require("node:module");

const loadJavaScript = extensions[".js"];
require("tsx/cjs/api").register();
extensions[".js"] = loadJavaScript;
