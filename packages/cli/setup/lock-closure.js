// Pure: which entries of package-lock.json some workspaces need, and whether node_modules has them.
"use strict";

/** Paths of all lock entries that the workspaces need at run time, their own dependencies' dependencies included. */
function closure(packages, workspaces) {
  const found = new Set();
  const queue = [...workspaces];
  for (let path = queue.pop(); path !== undefined; path = queue.pop()) {
    const entry = packages[path];
    if (entry === undefined || found.has(path)) continue;
    found.add(path);
    if (entry.link) queue.push(entry.resolved);
    const names = Object.keys({ ...entry.dependencies, ...entry.optionalDependencies, ...entry.peerDependencies });
    queue.push(...names.flatMap((name) => resolve(packages, path, name) ?? []));
  }
  return found;
}

/** Paths of every entry of the lock file. */
function everything(packages) {
  return new Set(Object.keys(packages).filter((path) => path !== ""));
}

/** Whether the installed tree, npm's node_modules/.package-lock.json, has these entries in the locked versions. */
function isInstalled(installed, packages, paths) {
  return [...paths].every((path) => {
    const [wanted, found] = [packages[path], installed[path]];
    if (found === undefined) return wanted.optional === true || wanted.peer === true;
    return wanted.version === found.version && wanted.integrity === found.integrity;
  });
}

/** Node's own search: the folder's node_modules, then those of the folders above it. */
function resolve(packages, from, name) {
  for (let folder = from; ; folder = folder.slice(0, Math.max(0, folder.lastIndexOf("/")))) {
    const path = folder === "" ? `node_modules/${name}` : `${folder}/node_modules/${name}`;
    if (packages[path] !== undefined) return path;
    if (folder === "") return undefined;
  }
}

module.exports = { closure, everything, isInstalled };
