import { spawnSync } from "node:child_process";
import { cpSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { hasOwnCertificate, ingressText } from "../../../../infra/runtimes/containers/ingress-text";

const IMAGE = resolve(__dirname, "../../../../infra/ingress");

const targets = [
  { host: "site.test", path: "/x", upstreams: ["site:1"] },
  { host: "app.example.org", path: "/", upstreams: ["web-1a2b:8000"] },
  { host: "app.example.org", path: "/api", upstreams: ["api-1-c3:3000", "api-2-d4:3000"], health: "/up" },
];

const text = `http://app.example.org {
	redir https://app.example.org{uri} 308
}
https://app.example.org {
	import host
	route {
		@0 path /api /api/*
		handle @0 {
			reverse_proxy api-1-c3:3000 api-2-d4:3000 {
				import upstreams
				health_uri /up
				health_interval 5s
				health_timeout 3s
			}
		}
		handle {
			reverse_proxy web-1a2b:8000 {
				import upstream
			}
		}
	}
}
http://site.test {
	redir https://site.test{uri} 308
}
https://site.test {
	tls internal {
		on_demand
	}
	import host
	route {
		@0 path /x /x/*
		handle @0 {
			reverse_proxy site:1 {
				import upstream
			}
		}
		respond 404
	}
}
`;

test("redirects each host name to HTTPS and leads its longest path first to the service", () => {
  expect(ingressText(targets, { httpsPort: 443, areLocal: false })).toBe(text);
});

test("on this computer certificates are the ingress' own, and the redirect has the port that leads to it", () => {
  expect(ingressText(targets.slice(1, 2), { httpsPort: 20443, areLocal: true })).toBe(`http://app.example.org {
	redir https://app.example.org:20443{uri} 308
}
https://app.example.org {
	tls internal {
		on_demand
	}
	import host
	route {
		handle {
			reverse_proxy web-1a2b:8000 {
				import upstream
			}
		}
	}
}
`);
});

test.each([
  ["app.example.org", false],
  ["testing.dev", false],
  ["local.dev", false],
  ["app", true],
  ["app.test", true],
  ["app.home.arpa", true],
  ["app.internal", true],
])("whether %s has a certificate of the ingress' own authority: %s", (host, isOwn) => {
  expect(hasOwnCertificate(host, false)).toBe(isOwn);
});

test("is accepted by Caddy itself within the image's file, which serves nothing before the first routes", () => {
  const folder = mkdtempSync(join(tmpdir(), "berth-ingress-"));
  try {
    cpSync(IMAGE, folder, { recursive: true });
    const file = join(folder, "Caddyfile");
    writeFileSync(file, readFileSync(file, "utf8").replace("/data/routes/", `${folder}/routes-`));
    expect(serversOf(file)).toEqual(["127.0.0.1:8081", ":8080"]);
    writeFileSync(join(folder, "routes-current"), text);
    expect(serversOf(file)).toEqual(["127.0.0.1:8081", ":8080", ":8443"]);
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
});

interface Adapted {
  readonly admin: { readonly listen: string };
  readonly apps: { readonly http: { readonly servers: Readonly<Record<string, { readonly listen: string[] }>> } };
}

function serversOf(file: string): string[] {
  const { status, stdout, stderr } = spawnSync("caddy", ["adapt", "--config", file, "--adapter", "caddyfile"], {
    env: { PATH: process.env["PATH"], HOME: "/nonexistent" },
    encoding: "utf8",
  });
  expect([status, stderr.match(/"level":"error"|^Error:.*/m)?.[0]]).toEqual([0, undefined]);
  const { admin, apps } = JSON.parse(stdout) as Adapted;
  expect(admin.listen).toBe("unix//run/ingress/admin.sock");
  return Object.values(apps.http.servers).flatMap(({ listen }) => listen);
}
