import fc from "fast-check";
import { volumeLevel } from "../../../../infra/runtimes/containers/volume-level";
import { sampleService } from "./sample-service";

const mounting = (name: string, ...volumes: string[]) =>
  sampleService({ name, volumes: volumes.map((volume) => ({ volume, target: `/${volume}`, readOnly: false })) });

test("services that volumes connect, through others too, have one level, and the rest another one", () => {
  const services = [mounting("web", "uploads"), mounting("worker", "uploads", "queue"), mounting("mail", "queue")];
  const all = [...services, mounting("db", "data"), sampleService({ name: "proxy" })];
  const levels = all.map((service) => volumeLevel(service, all));
  expect(levels).toEqual(["s0:c191,c441", "s0:c191,c441", "s0:c191,c441", "s0:c748,c903", undefined]);
});

test("a folder connects as a volume does, and not with a volume of the same name", () => {
  const folder = (name: string) =>
    sampleService({ name, folderMounts: [{ folder: "data", target: "/data", readOnly: false }] });
  const services = [folder("a"), folder("b"), mounting("c", "data")];
  const [a, b, c] = services.map((service) => volumeLevel(service, services));
  expect(b).toBe(a);
  expect(c).not.toBe(a);
});

test("a service that joins a volume leaves the others' level as it is, and so does one that leaves it", () => {
  const [one, two] = [mounting("one", "data"), mounting("two", "data", "other")];
  expect(volumeLevel(one, [one, two])).toBe(volumeLevel(one, [one]));
  expect(volumeLevel(two, [one, two])).toBe(volumeLevel(two, [two]));
});

test("the order of the services and what else they are change no level", () => {
  const names = fc.uniqueArray(fc.stringMatching(/^[a-z]{1,6}$/), { minLength: 2, maxLength: 6 });
  fc.assert(
    fc.property(names, fc.boolean(), (all, isShared) => {
      const services = all.map((name) => mounting(name, isShared ? "shared" : name));
      const others = [...services].reverse().map((service) => ({ ...service, memoryMiB: 1, replicas: 2 }));
      const levels = services.map((service) => volumeLevel(service, services));
      expect(others.map((service) => volumeLevel(service, others))).toEqual([...levels].reverse());
      for (const level of levels) {
        const [, low, high] = /^s0:c(\d+),c(\d+)$/.exec(level ?? "") ?? [];
        expect(Number(low)).toBeLessThan(Number(high));
        expect(Number(high)).toBeLessThan(1024);
      }
    }),
  );
});
