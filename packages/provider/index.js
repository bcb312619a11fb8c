/** The official language host registers ts-node, which type-checks at every start: tsx takes its place. */
delete require.extensions[".ts"];
require("@berth/loader/typescript");
require("./main.ts");
