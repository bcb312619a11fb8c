import { spawnSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";

const CADDYFILE = resolve(__dirname, "../../../services/gateway/Caddyfile");

interface Adapted {
  readonly admin: unknown;
  readonly apps: {
    readonly http: { readonly http_port: number; readonly https_port: number };
    readonly tls: { readonly automation: { readonly policies: readonly unknown[] } };
  };
}

/** As Caddy itself understands the file. */
function adapted(site: string): Adapted {
  const { status, stdout, stderr } = spawnSync("caddy", ["adapt", "--config", CADDYFILE, "--adapter", "caddyfile"], {
    env: { PATH: process.env["PATH"], SITE: site, HOME: "/nonexistent" },
    encoding: "utf8",
  });
  expect([status, stderr.match(/"level":"error"|^Error:.*/m)?.[0]]).toEqual([0, undefined]);
  return JSON.parse(stdout) as Adapted;
}

const ownAuthority = { subjects: ["berth.internal"], issuers: [{ module: "internal" }] };

test.each([
  ["no domain", "http://, https://", [ownAuthority, {}]],
  ["a domain with a certificate", "links.example.org", [{ subjects: ["links.example.org"] }, ownAuthority]],
])("is accepted by Caddy itself for %s", (_what, site, policies) => {
  const { admin, apps } = adapted(site);
  expect(admin).toEqual({ disabled: true });
  expect(apps.http).toMatchObject({ http_port: 8080, https_port: 8443 });
  expect(apps.tls.automation.policies).toEqual(policies);
});

test("without a domain the compose file publishes HTTP and HTTPS", () => {
  const compose = readFileSync(resolve(CADDYFILE, "../../compose.yaml"), "utf8");
  expect(compose).toContain('SITE: "${SITE:-http://, https://}"');
});

test("is formatted as `caddy fmt` does", () => {
  const { stdout } = spawnSync("caddy", ["fmt", CADDYFILE], { encoding: "utf8" });
  expect(stdout).toBe(readFileSync(CADDYFILE, "utf8"));
});
