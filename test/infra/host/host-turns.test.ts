import type * as pulumi from "@pulumi/pulumi";
import { areReachedAlone, HostTurns, inTurn } from "../../../infra/host/host-turns";

const cloud = { target: "aws", runtime: "containers", hosts: 3, generation: 2 } as const;
const resource = (name: string) => ({ name }) as unknown as pulumi.Resource;

test("each host after the first waits for all of the one before it", async () => {
  const turns = new HostTurns(cloud);
  const waiting = [1, 2, 3].map((number) => turns.of(number));
  const [gate, services, second] = ["gate", "services", "second"].map(resource) as [
    pulumi.Resource,
    pulumi.Resource,
    pulumi.Resource,
  ];
  turns.settle([[gate, services], [second], []]);
  expect(waiting[0]).toBeUndefined();
  expect([await waiting[1], await waiting[2]]).toEqual([[gate, services], [second]]);
});

test.each([
  ["of generation 1, which are all new", { ...cloud, generation: 1 }],
  ["on this computer, whose generation is not the configuration's", { ...cloud, target: "local" as const }],
  ["without Docker, whose services need each other", { ...cloud, runtime: "vms" as const }],
])("hosts %s wait for none", (_, config) => {
  const turns = new HostTurns(config);
  expect([1, 2, 3].map((number) => turns.of(number))).toEqual([undefined, undefined, undefined]);
});

test("hosts of a cloud are reached by files of their own where there are several", () => {
  expect(areReachedAlone(cloud)).toBe(true);
  expect(areReachedAlone({ ...cloud, hosts: 1 })).toBe(false);
  expect(areReachedAlone({ ...cloud, target: "local" })).toBe(false);
  expect(areReachedAlone({ ...cloud, runtime: "vms" })).toBe(false);
});

test("a machine waits for its own needs and for its turn", async () => {
  const [own, other] = [resource("own"), resource("other")];
  expect(inTurn([own], undefined)).toEqual([own]);
  expect(await inTurn([own], Promise.resolve([other]))).toEqual([own, other]);
});
