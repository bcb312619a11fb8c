// The rules for imports. Which folder may import which is data: directions.json, from which ARCHITECTURE.md's tables come too.
const tables = require("./directions.json");

const entries = Object.values(tables).flat();
const folders = entries.map(({ folder }) => folder);
const insideOf = (folder) => folders.filter((other) => other.startsWith(`${folder}/`));
/** A pattern of the files of a folder without those of folders with a row of their own; with "/*" of all of them. */
function filesOf(name) {
  if (name.endsWith("/*")) return `^${name.slice(0, -2)}/`;
  const inside = insideOf(name).map((folder) => folder.slice(name.length + 1));
  return `^${name}/${inside.length === 0 ? "" : `(?!(${inside.join("|")})/)`}`;
}

/** Files import their own folder and what its row lists. */
function rule({ folder, imports }) {
  return {
    name: `${folder} imports ${imports.join(", ") || "no other folder"}`,
    severity: "error",
    from: { path: filesOf(folder) },
    to: {
      path: `^(${[...new Set(folders.map((name) => name.split("/")[0]))].join("|")})/`,
      pathNot: [filesOf(folder), ...imports.map(filesOf)],
    },
  };
}

module.exports = {
  forbidden: [
    { name: "no import cycle", severity: "error", from: {}, to: { circular: true } },
    {
      name: "a package is reached by its name, through a door of its exports",
      severity: "error",
      from: { path: "^(packages/[^/]+|infra|policy|bench)/" },
      to: {
        path: "^(packages/[^/]+|infra)/",
        pathNot: "^$1/",
        dependencyTypes: ["local"],
        // What the root's own folders, bench, import by a package's name.
        dependencyTypesNot: ["aliased-workspace"],
      },
    },
    {
      name: "an import can be resolved",
      severity: "error",
      from: {},
      to: { couldNotResolve: true },
    },
    ...entries.map(rule),
  ],
  options: {
    doNotFollow: { path: "node_modules" },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: "tsconfig.json" },
    enhancedResolveOptions: {
      exportsFields: ["exports"],
      conditionNames: ["require", "node", "default", "types"],
      extensions: [".ts", ".js", ".json"],
    },
  },
};
