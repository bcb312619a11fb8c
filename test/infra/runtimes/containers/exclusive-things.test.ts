import {
  holdersOfThings,
  subnetsOfNetworks,
  thingsOfService,
} from "../../../../infra/runtimes/containers/exclusive-things";
import { sampleService } from "./sample-service";

const volume = { volume: "data", target: "/data", readOnly: false };
const port = (host: number) => ({ host, container: 80 });

test("a volume has all services of the file as its holders, a port and an address the one that has it", () => {
  const services = [
    sampleService({ name: "two", volumes: [volume, { ...volume, target: "/more" }] }),
    sampleService({ name: "one", volumes: [volume], ports: [port(80), { ...port(53), protocol: "udp" }] }),
    sampleService({
      name: "web",
      addresses: { inside: "172.30.0.5" },
      folderMounts: [{ folder: "x", target: "/x", readOnly: true }],
    }),
  ];
  expect([...holdersOfThings({ services })]).toEqual([
    ["volume-data", ["one", "two"]],
    ["port-80-tcp", ["one"]],
    ["port-53-udp", ["one"]],
    ["folder-x", ["web"]],
    ["address-172.30.0.5", ["web"]],
  ]);
});

test("fixed subnets are those of the networks that have one", () => {
  const networks = [
    { name: "inside", internal: false, subnet: "172.30.0.0/16" },
    { name: "plain", internal: true },
  ];
  expect(subnetsOfNetworks({ networks })).toEqual({ inside: "172.30.0.0/16" });
});

test("what a service can share with itself is one thing, and one without any has none", () => {
  expect(thingsOfService(sampleService({ ports: [{ ...port(80), hostIp: "127.0.0.2" }, port(80)] }))).toEqual([
    "port-80-tcp",
  ]);
  expect(thingsOfService(sampleService({}))).toEqual([]);
});
