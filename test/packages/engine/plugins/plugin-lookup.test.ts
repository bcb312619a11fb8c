import { chmodSync, mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { findPlugin, installHint, type PluginSources } from "../../../../packages/engine/plugins/plugin-lookup";

let folder: string;
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), "berth-lookup-"))));
afterEach(() => rmSync(folder, { recursive: true }));

const request = (version = "") => ({ name: "toy", version, downloadUrl: "" });

function sources(environment: NodeJS.ProcessEnv = {}, path?: string): PluginSources {
  const projectPlugins = path === undefined ? [] : [{ name: "toy", path }];
  const places = { PULUMI_HOME: join(folder, "home"), PATH: join(folder, "bin") };
  return { projectFolder: folder, programFolder: folder, projectPlugins, environment: { ...places, ...environment } };
}

/** Makes a plugin's program in a folder of the test and gives what starts it. */
function binary(...path: readonly string[]) {
  const home = join(folder, ...path);
  const command = join(home, "pulumi-resource-toy");
  mkdirSync(home, { recursive: true });
  writeFileSync(command, "");
  chmodSync(command, 0o755);
  return { kind: "spawn", command, args: [], folder: home };
}

test("finds nothing where nothing is installed, and names the command that installs it", () => {
  expect(findPlugin(request(), sources())).toBeUndefined();
  expect(installHint(request("1.2.3"))).toBe("pulumi plugin install resource toy v1.2.3");
  expect(installHint(request())).toBe("pulumi plugin install resource toy");
});

test("takes a debugger's port first, then the project's plugin, then PATH, then the cache", () => {
  const cached = binary("home", "plugins", "resource-toy-v1.0.0");
  expect(findPlugin(request(), sources())).toEqual(cached);
  const onPath = binary("bin");
  expect(findPlugin(request(), sources())).toEqual(onPath);
  const declared = binary("own");
  expect(findPlugin(request(), sources({}, "./own"))).toEqual(declared);
  const debugged = sources({ PULUMI_DEBUG_PROVIDERS: "other:1,toy:4711" }, "./own");
  expect(findPlugin(request(), debugged)).toEqual({ kind: "attach", port: 4711 });
});

test.each(["1", "true"])("ignores PATH with PULUMI_IGNORE_AMBIENT_PLUGINS=%s", (value) => {
  binary("bin");
  expect(findPlugin(request(), sources({ PULUMI_IGNORE_AMBIENT_PLUGINS: value }))).toBeUndefined();
});

test("takes the exact version from the cache, or the newest release where none is requested", () => {
  const versions = ["1.9.0", "1.10.0", "2.0.0-beta.1"];
  const made = versions.map((version) => binary("home", "plugins", `resource-toy-v${version}`));
  expect(versions.map((version) => findPlugin(request(version), sources()))).toEqual(made);
  expect(findPlugin(request(), sources())).toEqual(made[1]);
  expect(findPlugin(request("1.9.1"), sources())).toBeUndefined();
});

test("runs a plugin in TypeScript by the SDK's own script", () => {
  const own = join(folder, "own");
  const script = join(own, "node_modules/@pulumi/pulumi/cmd/run-plugin/index.js");
  mkdirSync(join(script, ".."), { recursive: true });
  writeFileSync(script, "");
  writeFileSync(join(own, "PulumiPlugin.yaml"), "runtime:\n  name: nodejs\n");
  expect(findPlugin(request(), sources({}, "own"))).toEqual({
    kind: "spawn",
    command: process.execPath,
    args: [script, own],
    folder: own,
  });
});

test.each([
  [undefined, /own has neither pulumi-resource-toy nor PulumiPlugin\.yaml$/],
  ["runtime: go\n", /PulumiPlugin\.yaml has runtime "go"; this engine runs nodejs only$/],
  ["runtime: nodejs\n", /^load @pulumi\/pulumi\/cmd\/run-plugin from .*own: not found; run npm install there$/],
])("refuses a folder whose PulumiPlugin.yaml is %j", (description, message) => {
  mkdirSync(join(folder, "own"));
  if (description !== undefined) writeFileSync(join(folder, "own", "PulumiPlugin.yaml"), description);
  expect(() => findPlugin(request(), sources({}, "own"))).toThrow(message);
});

test.each(["toy:x", "toy:0", "toy:70000"])("refuses PULUMI_DEBUG_PROVIDERS=%s", (setting) => {
  expect(() => findPlugin(request(), sources({ PULUMI_DEBUG_PROVIDERS: setting }))).toThrow(
    `PULUMI_DEBUG_PROVIDERS: "${setting}" does not end in a port; expected name:port[,name:port]`,
  );
});
