/** What Pulumi's SDK loads at every start, and needs only to serialize functions, which clouds' callbacks are made of. */
"use strict";
module.exports = new Set(["typescript", "@npmcli/arborist"]);
