import { mkdtempSync, rmSync, writeFileSync, mkdirSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { closure, everything, isInstalled } from "../../../../packages/cli/setup/lock-closure";
import { environment, installCommand } from "../../../../packages/cli/setup/node-modules";
import { needsOf } from "../../../../packages/cli/setup/needs";
import { commands } from "../../../../packages/cli/commands.json";

const packages = {
  "": { name: "root" },
  "packages/cli": { dependencies: { a: "1", own: "1" } },
  "packages/other": { dependencies: { b: "1" } },
  "node_modules/own": { link: true, resolved: "packages/own" },
  "packages/own": { dependencies: { b: "2" }, optionalDependencies: { native: "1" } },
  "packages/own/node_modules/b": { version: "2" },
  "node_modules/a": { version: "1", dependencies: { b: "1" } },
  "node_modules/b": { version: "1" },
  "node_modules/native": { version: "1", optional: true },
  "node_modules/unused": { version: "1" },
};

test("a workspace needs its dependencies, those of linked workspaces and the nearest version of each", () => {
  expect([...closure(packages, ["packages/cli"])].sort()).toEqual([
    "node_modules/a",
    "node_modules/b",
    "node_modules/native",
    "node_modules/own",
    "packages/cli",
    "packages/own",
    "packages/own/node_modules/b",
  ]);
});

test("a missing or an older package is noticed, a missing optional one is not", () => {
  const paths = closure(packages, ["packages/cli"]);
  const without = (name: string) => Object.fromEntries(Object.entries(packages).filter(([path]) => path !== name));
  expect(isInstalled(packages, packages, paths)).toBe(true);
  expect(isInstalled(without("node_modules/native"), packages, paths)).toBe(true);
  expect(isInstalled(without("node_modules/a"), packages, paths)).toBe(false);
  expect(isInstalled({ ...packages, "node_modules/a": { version: "0" } }, packages, paths)).toBe(false);
  expect(everything(packages).has("node_modules/unused")).toBe(true);
});

test("npm installs the named workspaces in this folder, and everything with the tools of development", () => {
  const start = ["npm", "ci", "--prefix", "/x", "--no-audit", "--no-fund", "--loglevel=error"];
  expect(installCommand(["packages/cli", "policy"], "/x")).toEqual([
    ...[...start, "--omit=dev", "--workspace", "packages/cli", "--workspace", "policy"],
  ]);
  expect(installCommand("all", "/x")).toEqual([...start, "--include=dev"]);
});

test("what `npm run` hands down of a parent's workspace does not reach `npm ci`", () => {
  const inherited = { PATH: "/bin", npm_config_workspace: "x", npm_config_local_prefix: "/", npm_config_registry: "r" };
  expect(environment(inherited)).toEqual({ PATH: "/bin", npm_config_registry: "r" });
});

describe("what a command line needs", () => {
  let root: string;
  beforeEach(() => {
    root = mkdtempSync(join(tmpdir(), "needs-"));
    mkdirSync(root, { recursive: true });
    writeFileSync(join(root, "Pulumi.dev.yaml"), "config:\n  berth:target: local\n");
    writeFileSync(join(root, "Pulumi.vms.yaml"), "config:\n  berth:target: local\n  berth:runtime: vms\n");
    writeFileSync(join(root, "Pulumi.prod.yaml"), "config:\n  berth:target: aws\n");
  });
  afterEach(() => rmSync(root, { recursive: true }));
  const needs = (name: keyof typeof commands, ...args: string[]) => {
    const { modules, services, programs } = needsOf(commands[name], args, root);
    return `${modules.toString()} ${services ? "services " : ""}${programs}`;
  };

  test("a local stack needs a machine's programs and not a cloud's SDK", () => {
    expect(needs("up")).toBe(" machine");
    expect(needs("preview")).toBe(" none");
    expect(needs("status")).toBe(" none");
  });

  test("a cloud's stack needs that cloud's SDK, a policy pack needs the policies", () => {
    expect(needs("up", "--stack", "prod")).toBe("aws none");
    expect(needs("preview", "--stack=prod", "--policy-pack", "policy")).toBe("aws,policy none");
    expect(needs("preview", "-sprod")).toBe("aws none");
    expect(needs("review")).toBe("policy none");
    expect(needs("preview", "--stack", "../x")).toBe(" none");
  });

  test("a builder of images is needed where the program builds on this computer", () => {
    const builder = (name: keyof typeof commands, stack: string, lines = "") => {
      writeFileSync(join(root, `Pulumi.${stack}.yaml`), `config:\n${lines}`);
      return needsOf(commands[name], ["--stack", stack], root).builder;
    };
    expect(builder("up", "a")).toBe("auto");
    expect(builder("preview", "a")).toBe("none");
    expect(builder("up", "b", "  local:image: built\n")).toBe("auto");
    expect(builder("up", "c", "  local:image: stock\n")).toBe("none");
    expect(builder("up", "d", "  berth:imageBuilds: host\n")).toBe("none");
    expect(builder("up", "e", "  berth:runtime: vms\n")).toBe("none");
    expect(builder("up", "f", "  berth:target: aws\n")).toBe("none");
    expect(builder("up", "g", "  berth:target: aws\n  berth:imageBuilds: here\n")).toBe("here");
  });

  test("VMs without Docker need the services' own packages for their bundles", () => {
    expect(needs("up", "--stack", "vms")).toBe(" services machine");
    expect(needs("status", "--stack", "vms")).toBe(" none");
  });

  test("the whole suite needs its programs, one file of it does not", () => {
    expect(needs("test")).toBe("all services tests");
    expect(needs("test", "test/packages/cli/berth.test.ts")).toBe("all services none");
    expect(needs("setup", "e2e")).toBe("all services e2e");
    expect(needs("setup", "tset")).toBe(" none");
    expect(needs("up", "--help")).toBe(" none");
  });
});
