import { mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { bundleProgram } from "../../../../packages/provider/unit/bundle-program";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();

/** A service whose lock file wants version 2 of `left`, and whose node_modules was installed with these versions. */
function service(name: string, installed: Readonly<Record<string, string>> | undefined): string {
  const folder = join(scratch, name);
  mkdirSync(join(folder, "src"), { recursive: true });
  writeFileSync(join(folder, "src/main.ts"), 'import { value } from "left"; console.log(value);\n');
  const wanted = {
    "node_modules/left": { version: "2.0.0" },
    "node_modules/native": { version: "1.0.0", optional: true },
  };
  writeFileSync(join(folder, "package-lock.json"), JSON.stringify({ packages: { "": {}, ...wanted } }));
  if (installed === undefined) return folder;
  mkdirSync(join(folder, "node_modules/left"), { recursive: true });
  writeFileSync(join(folder, "node_modules/left/index.js"), 'exports.value = "from the service";\n');
  const packages = Object.entries(installed).map(([path, version]) => [`node_modules/${path}`, { version }] as const);
  writeFileSync(
    join(folder, "node_modules/.package-lock.json"),
    JSON.stringify({ packages: Object.fromEntries(packages) }),
  );
  return folder;
}

const bundle = (folder: string) =>
  bundleProgram({ entry: join(folder, "src/main.ts"), to: "/app/main.js", external: [] }, join(folder, "out.js"));

test("bundles the packages of the service's own node_modules; an optional one may be missing", async () => {
  const folder = service("right", { left: "2.0.0" });
  await bundle(folder);
  expect(readFileSync(join(folder, "out.js"), "utf8")).toContain("from the service");
});

test.each([
  ["nothing was installed", undefined, "left 2.0.0"],
  ["another version is installed", { left: "1.0.0" }, "left 2.0.0"],
  ["an optional package has another version", { left: "2.0.0", native: "0.9.0" }, "native 1.0.0"],
])("does not bundle when %s", async (reason, installed, wanted) => {
  const folder = service(reason.replaceAll(" ", "-"), installed);
  await expect(bundle(folder)).rejects.toThrow(
    `${folder}/node_modules must hold ${wanted}; run \`npm ci\` in ${folder}`,
  );
});

test("reports a lock file that npm did not write", async () => {
  const folder = service("broken", {});
  writeFileSync(join(folder, "package-lock.json"), "{}");
  await expect(bundle(folder)).rejects.toThrow(/package-lock\.json does not have the expected form: packages: /);
});
