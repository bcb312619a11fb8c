import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, readlinkSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";

/** The script as it is, with another folder and a program in Caddy's place; that Caddy reloads is e2e's to prove. */
const SCRIPT = readFileSync(resolve(__dirname, "../../../infra/ingress/apply-routes"), "utf8");
let folder: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "berth-routes-"));
  mkdirSync(join(folder, "bin"));
});

afterEach(() => rmSync(folder, { recursive: true, force: true }));

function apply(name: string, text: string, caddy: string) {
  writeFileSync(join(folder, "bin", "caddy"), `#!/bin/sh\necho "$*" >>${folder}/calls\n${caddy}\n`, { mode: 0o755 });
  const script = SCRIPT.replace("/data/routes", `${folder}/routes`);
  return spawnSync("sh", ["-c", script, "apply-routes", name], {
    input: text,
    env: { PATH: `${folder}/bin:${process.env["PATH"] ?? ""}` },
    encoding: "utf8",
  }).status;
}

const routes = (name: string) => join(folder, "routes", name);

test("names the routes by their digest, makes them current, reloads, and keeps no earlier ones", () => {
  expect(apply("d1", "first", "true")).toBe(0);
  expect(apply("d2", "second", "true")).toBe(0);
  expect(readdirSync(join(folder, "routes")).sort()).toEqual(["current", "d2"]);
  expect([readlinkSync(routes("current")), readFileSync(routes("current"), "utf8")]).toEqual(["d2", "second"]);
  const reload = "reload --config /etc/ingress/Caddyfile --adapter caddyfile --address unix//run/ingress/admin.sock";
  expect(readFileSync(join(folder, "calls"), "utf8")).toBe(`${reload}\n${reload}\n`);
});

test("a reload that fails leaves the routes of before, or none", () => {
  expect(apply("d1", "first", "false")).toBe(1);
  expect(readdirSync(join(folder, "routes"))).toEqual(["d1"]);
  expect(apply("d1", "first", "true")).toBe(0);
  expect(apply("d2", "second", "false")).toBe(1);
  expect(readFileSync(routes("current"), "utf8")).toBe("first");
});
