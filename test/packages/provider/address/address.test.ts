import { createSocket } from "node:dgram";
import { once } from "node:events";
import { createServer, type Server } from "node:net";

import { address, seedOf } from "../../../../packages/provider/address/address";
import { portTrouble } from "../../../../packages/provider/address/host-port";
import { loopbackOf, portCandidates } from "../../../../packages/provider/address/loopback";
import { operationNamed } from "../operation";

const operation = operationNamed("address");
const own = loopbackOf(seedOf(operation.urn), process.platform);
const servers: Server[] = [];
afterEach(() => servers.splice(0).forEach((server) => server.close()));

async function occupy(port: number): Promise<number> {
  const server = createServer().listen(port, own);
  servers.push(server);
  await new Promise((resolve) => server.once("listening", resolve));
  const at = server.address();
  return typeof at === "object" && at !== null ? at.port : 0;
}

test("gives each guest port a free host port of its own", async () => {
  const { id, outputs } = await address.create(operation, { ports: [{ guest: 22 }, { guest: 80 }] });
  expect(id).toBe(own);
  expect(Object.keys(outputs.hostPorts)).toEqual(["22", "80"]);
  expect(new Set(Object.values(outputs.hostPorts)).size).toBe(2);
  for (const [guest, port] of Object.entries(outputs.hostPorts))
    expect(await portTrouble({ address: own, port, guest })).toBeUndefined();
});

test("passes over a port that is in use", async () => {
  const first = portCandidates(seedOf(operation.urn), "22").next().value as number;
  await occupy(first);
  const { outputs } = await address.create(operation, { ports: [{ guest: 22 }] });
  expect(outputs.hostPorts["22"]).not.toBe(first);
});

test("a UDP port is one of its own beside the TCP port of its number, and one in use is passed over", async () => {
  const ports = [{ guest: 53 }, { guest: 53, protocol: "udp" } as const];
  const first = portCandidates(seedOf(operation.urn), "53/udp").next().value as number;
  const socket = createSocket("udp4").bind(first, own);
  await once(socket, "listening");
  expect(await portTrouble({ address: own, port: first, guest: "53/udp" })).toBe("EADDRINUSE");
  expect(await portTrouble({ address: own, port: first, guest: "53" })).toBeUndefined();
  const { outputs } = await address.create(operation, { ports });
  socket.close();
  expect(Object.keys(outputs.hostPorts)).toEqual(["53", "53/udp"]);
  expect(outputs.hostPorts["53/udp"]).not.toBe(first);
});

test("a wanted UDP port in use is named with its process", async () => {
  const socket = createSocket("udp4").bind(0, own);
  await once(socket, "listening");
  const taken = socket.address().port;
  await expect(address.create(operation, { ports: [{ guest: 53, protocol: "udp", host: taken }] })).rejects.toThrow(
    new RegExp(`host port for guest port 53/udp: port ${taken} on ${own} is in use by .*${process.pid}`),
  );
  socket.close();
});

test("names the port, the process and the fix when a wanted port is in use", async () => {
  const taken = await occupy(0);
  await expect(address.create(operation, { ports: [{ guest: 80, host: taken }] })).rejects.toThrow(
    new RegExp(
      `host port for guest port 80: port ${taken} on ${own} is in use by .*process ${process.pid}.*: stop that, or choose another port`,
    ),
  );
});

test("keeps what it has given, also while the machine holds the ports", async () => {
  const given = { "22": await occupy(0), "80": await occupy(0) };
  const old = {
    id: own,
    inputs: { ports: [{ guest: 22 }, { guest: 80 }] },
    outputs: { address: own, hostPorts: given },
  };
  const news = { ports: [{ guest: 22 }, { guest: 80, host: given["80"] }, { guest: 443 }] };
  const outputs = await address.update?.(operation, news, old);
  expect(outputs).toMatchObject({ address: own, hostPorts: given });
  expect(Object.keys(outputs?.hostPorts ?? {})).toEqual(["22", "80", "443"]);
});

test("a preview has the ports that the update gives, and refuses one that is taken", async () => {
  const old = { id: own, inputs: { ports: [{ guest: 22 }] }, outputs: { address: own, hostPorts: { "22": 20022 } } };
  const { urn } = operation;
  expect(await address.planned?.(urn, { ports: [{ guest: 22 }] }, old)).toEqual(old.outputs);
  const more = { ports: [{ guest: 22 }, { guest: 80 }] };
  expect(await address.planned?.(urn, more, old)).toEqual(await address.update?.(operation, more, old));
  const taken = { ports: [{ guest: 80, host: await occupy(0) }] };
  await expect(address.planned?.(urn, taken, old)).rejects.toThrow("is in use by");
  expect(await address.planned?.(urn, { ports: [] }, undefined)).toEqual({});
});

test("reports ports that are there twice", () => {
  const ports = [
    { guest: 22, host: 2222 },
    { guest: 22, host: 2223 },
    { guest: 80, host: 2222 },
  ];
  expect(address.faults?.({ ports }, undefined)).toEqual([
    { property: "ports", reason: "guest port 22 is there twice" },
    { property: "ports", reason: "host port 2222 is there twice" },
  ]);
});
