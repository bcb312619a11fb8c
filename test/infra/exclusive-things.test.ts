import { mkdirSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { isInside } from "../../infra/config/cidr";
import { claim } from "../../packages/provider/claim/claim";
import { diff } from "../../packages/provider/server/operations";
import type { AnyKind } from "../../packages/provider/server/operations";
import type { Values } from "../../packages/provider/resource-kind";
import type { PropertyMap } from "../../packages/model/property";
import { type FakeCloud, refusal } from "../packages/engine/support/fake-provider";
import { BerthProgram } from "./support/berth-program";

jest.setTimeout(240_000);

const program = new BerthProgram();
const { docker, berth } = program;
const composeFile = join(program.folder, "shop/compose.yaml");
afterAll(() => program.dispose());

/** A daemon that refuses what two containers or two networks can't have at once, and a claim as the provider has it. */
beforeAll(() => {
  mkdirSync(join(program.folder, "shop"));
  program.configure(`  berth:composeFiles: ["${composeFile}"]\n`);
  docker.script.create = (name, inputs) => {
    for (const [id, other] of docker.objects)
      for (const thing of exclusiveOf(other))
        if (exclusiveOf(inputs).some((wanted) => wanted === thing || areOverlapping(wanted, thing)))
          throw refusal(`${name}: ${thing} is in use by ${id}`);
    return undefined;
  };
  docker.script.diff = (name, news) => {
    const old = foundIn(docker, name);
    return old !== undefined && old["name"] !== news["name"] ? { replaceKeys: ["name"] } : {};
  };
  berth.script.diff = async (name, news) => {
    const { thing = "", holders = [], subnets = {} } = foundIn(berth, name) ?? {};
    if (!name.includes("-claim-")) return {};
    const inputs = { thing, holders, subnets } as Values;
    const state = { id: name, inputs, outputs: inputs };
    const changes = await diff(claim as unknown as AnyKind, { old: state, news: news as Values }, () => undefined);
    const replaceKeys = Object.keys(changes).filter((key) => changes[key]?.replace === true);
    return { replaceKeys, deleteBeforeReplace: claim.deleteBeforeReplace === true };
  };
});

function foundIn(cloud: FakeCloud, name: string): PropertyMap | undefined {
  return [...cloud.objects].find(([id]) => new RegExp(`^${name}-\\d+$`).test(id))?.[1];
}

function areOverlapping(one: string, other: string): boolean {
  const [a, b] = [one, other].map((thing) => thing.replace(/^subnet /, "")) as [string, string];
  return isInside(a, b) || isInside(b, a);
}

function exclusiveOf({ ports, volumes, networksAdvanced, ipamConfigs }: PropertyMap): readonly string[] {
  const list = (value: unknown) => (Array.isArray(value) ? (value as Record<string, string | undefined>[]) : []);
  return [
    ...list(ports).map(({ external, protocol }) => `port ${String(external)}/${String(protocol)}`),
    ...list(volumes).flatMap(({ volumeName }) => (volumeName === undefined ? [] : [`volume ${volumeName}`])),
    ...list(networksAdvanced).flatMap(({ ipv4Address }) =>
      ipv4Address === undefined ? [] : [`address ${ipv4Address}`],
    ),
    ...list(ipamConfigs).map(({ subnet }) => `subnet ${String(subnet)}`),
  ];
}

/** Deploys the file; the names of the containers that were deleted. */
async function up(text: string): Promise<readonly string[]> {
  docker.calls.length = 0;
  writeFileSync(composeFile, text);
  const { summary } = await program.run("up");
  expect(program.errors()).toEqual([]);
  expect(summary.result).toBe("succeeded");
  const deleted = docker.calls.filter(({ method }) => method === "delete");
  return deleted
    .filter(({ request }) => (request as { urn: string }).urn.includes("container:Container"))
    .map(({ name }) => name)
    .sort();
}

const caddy = 'image: "caddy:2"';

test("deploys services that each have something of their own", async () => {
  await up(`
services:
  db: { ${caddy}, volumes: ["data:/data"] }
  one: { ${caddy}, ports: ["80:80"] }
  two: { ${caddy}, ports: ["9090:80"] }
  web: { ${caddy}, networks: { inside: { ipv4_address: 172.30.0.5 } } }
networks: { inside: { ipam: { config: [{ subnet: 172.30.0.0/16 }] } } }
volumes: { data: }
`);
});

test("renamed services and networks let go of volume, address and subnet, and two services swap their ports, all at once", async () => {
  const deleted = await up(`
services:
  store: { ${caddy}, volumes: ["data:/data"] }
  one: { ${caddy}, ports: ["9090:80"] }
  two: { ${caddy}, ports: ["80:80"] }
  site: { ${caddy}, networks: { outside: { ipv4_address: 172.30.0.5 } } }
networks: { outside: { ipam: { config: [{ subnet: 172.30.0.0/16 }] } } }
volumes: { data: }
`);
  expect(deleted).toEqual(["services-db", "services-one", "services-two", "services-web"]);
});

test("a port is free for a service that comes while its owner moves on or leaves, and a network changes beside its subnet", async () => {
  const deleted = await up(`
services:
  store: { ${caddy}, volumes: ["data:/data"] }
  gateway: { ${caddy}, ports: ["80:80"] }
  one: { ${caddy}, ports: ["9091:80"] }
  three: { ${caddy}, ports: ["9090:80"] }
  site: { ${caddy}, networks: { outside: { ipv4_address: 172.30.0.5 } } }
networks: { outside: { internal: true, ipam: { config: [{ subnet: 172.30.0.0/16 }] } } }
volumes: { data: }
`);
  expect(deleted).toEqual(["services-one", "services-site", "services-two"]);
});

test("a network gets a part of the subnet that another one moves from, and both are free in time", async () => {
  const deleted = await up(`
services:
  store: { ${caddy}, volumes: ["data:/data"] }
  site: { ${caddy}, networks: { outside: { ipv4_address: 172.31.0.5 } } }
  small: { ${caddy}, networks: [part] }
networks:
  outside: { internal: true, ipam: { config: [{ subnet: 172.31.0.0/16 }] } }
  part: { ipam: { config: [{ subnet: 172.30.4.0/24 }] } }
volumes: { data: }
`);
  expect(deleted).toEqual(["services-gateway", "services-one", "services-site", "services-three"]);
});
