import { loadProject, type Project } from "@berth/compose";
import fc from "fast-check";
import { stringify } from "yaml";

function load(...texts: string[]): Project | undefined {
  const files = texts.map((text, index) => ({ path: `/a/${index}.yaml`, text }));
  return loadProject({ files, folder: "/a", variables: {} }).project;
}

const word = fc.stringMatching(/^[a-z]{1,6}$/);
const service = fc.record(
  {
    environment: fc.dictionary(word, word),
    labels: fc.dictionary(word, word),
    cap_add: fc.uniqueArray(word, { maxLength: 4 }),
    ports: fc.uniqueArray(fc.integer({ min: 1, max: 50 }).map((port) => `${port}:80`)),
    command: fc.array(word),
    hostname: word,
    volumes: fc.uniqueArray(word.map((name) => `/${name}`)),
  },
  { requiredKeys: [] },
);
const file = fc.record({ services: fc.dictionary(word, service, { minKeys: 1, maxKeys: 4 }) });
const textOf = (project: { services: Record<string, object> }): string =>
  stringify({
    services: Object.fromEntries(
      Object.entries(project.services).map(([key, value]) => [key, { image: "i", ...value }]),
    ),
  });

test("a file over itself is itself", () => {
  fc.assert(
    fc.property(file, (given) => {
      expect(load(textOf(given), textOf(given))).toEqual(load(textOf(given)));
    }),
    { numRuns: 30 },
  );
});

test("an empty file over another changes nothing", () => {
  fc.assert(
    fc.property(file, (given) => {
      expect(load(textOf(given), "services: {}\n")).toEqual(load(textOf(given)));
    }),
    { numRuns: 30 },
  );
});

test("of three files it does not matter which two are merged first: the last word of each key counts", () => {
  fc.assert(
    fc.property(file, file, file, (one, two, three) => {
      const merged = load(textOf(one), textOf(two), textOf(three));
      for (const [name, { environment = {}, hostname }] of Object.entries(three.services)) {
        expect(merged?.services[name]?.environment).toMatchObject(environment);
        if (hostname !== undefined) expect(merged?.services[name]?.hostname).toBe(hostname);
      }
      const names = [one, two, three].flatMap(({ services }) => Object.keys(services));
      expect(Object.keys(merged?.services ?? {}).sort()).toEqual([...new Set(names)].sort());
    }),
    { numRuns: 30 },
  );
});
