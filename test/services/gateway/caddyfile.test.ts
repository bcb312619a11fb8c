import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const CADDYFILE = resolve(__dirname, "../../../services/gateway/Caddyfile");

test.each([
  ["plain HTTP", "http://"],
  ["a host name with a certificate", "links.example.org"],
])("is accepted by Caddy itself for %s", (_what, site) => {
  const args = ["adapt", "--config", CADDYFILE, "--adapter", "caddyfile"];
  const { status, stdout, stderr } = spawnSync("caddy", args, {
    env: { PATH: process.env["PATH"], SITE: site, HOME: "/nonexistent" },
    encoding: "utf8",
  });
  expect([status, stderr.match(/"level":"error"|^Error:.*/m)?.[0]]).toEqual([0, undefined]);
  const config = JSON.parse(stdout) as { admin: unknown; apps: { http: { http_port: number; https_port: number } } };
  expect(config.admin).toEqual({ disabled: true });
  expect(config.apps.http).toMatchObject({ http_port: 8080, https_port: 8443 });
});

test("is formatted as `caddy fmt` does", () => {
  const { stdout } = spawnSync("caddy", ["fmt", CADDYFILE], { encoding: "utf8" });
  expect(stdout).toBe(readFileSync(CADDYFILE, "utf8"));
});
