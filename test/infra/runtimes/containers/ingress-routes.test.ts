import * as pulumi from "@pulumi/pulumi";
import { withIngress } from "../../../../infra/compose/ingress-service";
import type { ComposeModel } from "../../../../infra/compose/service-model";
import { Services } from "../../../../infra/runtimes/containers/services";
import { imageService } from "./sample-service";
import { recordResources } from "./record-resources";

/** Proves the inputs and dependencies of the routes; that requests get there is e2e's to prove. */
const registered: pulumi.runtime.MockResourceArgs[] = [];

const compose: ComposeModel = {
  name: "shop",
  networks: [{ name: "default", internal: false }],
  volumes: ["data"],
  secrets: [],
  services: [
    imageService({
      name: "web",
      networks: ["default"],
      replicas: 2,
      routes: [{ host: "shop.example.org", path: "/", port: 8000 }],
    }),
    imageService({
      name: "files",
      networks: ["default"],
      volumes: [{ volume: "data", target: "/data", readOnly: false }],
      routes: [{ host: "shop.example.org", path: "/files", port: 9000 }],
    }),
    imageService({ name: "db", networks: ["default"] }),
  ],
};

beforeAll(async () => {
  await recordResources(registered, { outputs: ({ name }) => ({ imageId: `sha256:${name}` }) });
});

beforeEach(() => registered.splice(0));

test("leads to the containers of what is replaced beside the old one, and by its name to what is replaced after it", async () => {
  await deploy(withIngress(compose, process.cwd()));
  const routes = registered.filter(({ type }) => type === "berth:index:IngressRoutes");
  const nameOf = (resource: string) => String(inputsOf(resource)["name"]);
  expect(routes.map(({ name, inputs }) => [name, inputs as unknown])).toEqual([
    [
      "services-routes",
      {
        sshConfig: "/private/config",
        host: "main",
        container: nameOf("services-berth-ingress"),
        containerId: "services-berth-ingress-id",
        routes: `http://shop.example.org {
	redir https://shop.example.org:20443{uri} 308
}
https://shop.example.org {
	tls internal {
		on_demand
	}
	import host
	route {
		@0 path /files /files/*
		handle @0 {
			reverse_proxy files:9000 {
				import upstream
			}
		}
		handle {
			reverse_proxy ${nameOf("services-web")}:8000 ${nameOf("services-web-2")}:8000 {
				import upstreams
			}
		}
	}
}
`,
      },
    ],
  ]);
});

test("a stack without routes has neither an ingress nor routes", async () => {
  await deploy(withIngress({ ...compose, services: compose.services.slice(2) }, process.cwd()));
  const names = registered.map(({ type, name }) => `${type.split(":").at(-1) ?? ""} ${name}`);
  expect(names.filter((name) => /ingress|routes/i.test(name))).toEqual([]);
  expect(names).toContain("Container services-db");
});

async function deploy(model: ComposeModel): Promise<void> {
  const host = {
    name: "main",
    address: pulumi.output("127.0.0.1"),
    sshPort: pulumi.output(22),
    user: "deploy",
    dockerHost: pulumi.output("ssh://deploy@127.0.0.1:22"),
    sshConfig: pulumi.output("/private/config"),
    hostPorts: pulumi.output<Record<string, number>>({ 443: 20443 }),
    rootDiskId: pulumi.output("disk"),
    machine: new pulumi.ComponentResource("test:index:Machine", "machine"),
  };
  const args = {
    host,
    compose: model,
    folder: process.cwd(),
    secrets: new Map(),
    areLocal: true,
    releases: { keep: 3, pins: {} },
  };
  const services = new Services("services", args);
  await new Promise((done) => services.containers.apply(done));
  // What waits for a container is registered a moment after it.
  await new Promise((done) => setTimeout(done, 500));
}

function inputsOf(name: string): Record<string, unknown> {
  const found = registered.find((args) => args.name === name && args.type === "docker:index/container:Container");
  if (found === undefined) throw new Error(`no container ${name} was registered`);
  return found.inputs as Record<string, unknown>;
}
