import { checkInputs } from "../../../../packages/docker/bridge/check-inputs";
import { containerFields } from "../../../../packages/docker/container/container-fields";
import { networkFields } from "../../../../packages/docker/network/network-fields";
import { volumeFields } from "../../../../packages/docker/volume/volume-fields";
import { unknown, type PropertyMap, type PropertyValue } from "../../../../packages/model/property";
import official from "../recorded/official-5.2.0.json";

/** What the program gave: the recorded inputs without what defaults added. */
function given(value: PropertyValue): PropertyValue {
  if (Array.isArray(value)) return (value as PropertyValue[]).map(given);
  if (typeof value !== "object" || value === null) return value;
  const map = value as PropertyMap;
  const defaulted = (map.__defaults ?? []) as readonly string[];
  const kept = Object.entries(map).filter(
    ([key]) => key !== "__defaults" && (key === "name" || !defaulted.includes(key)),
  );
  return Object.fromEntries(kept.map(([key, item]) => [key, given(item)]));
}

const failuresOf = (news: PropertyMap) =>
  checkInputs(containerFields, news).failures.map(({ property, reason }) => `${property}: ${reason}`);

test.each([
  ["a container with everything", containerFields, official.full.inputs],
  ["a network", networkFields, official.net.inputs],
  ["a volume", volumeFields, official.vol.inputs],
])("checks %s into the very inputs that the official plugin recorded", (_, fields, recorded) => {
  const news = given(recorded) as PropertyMap;
  expect(checkInputs(fields, news)).toEqual({ inputs: recorded, failures: [] });
});

test("names every fault at once, with its path", () => {
  const faults = failuresOf({
    memory: "much",
    restart: "sometimes",
    entrypoint: ["x"],
    exitCode: 1,
    ports: [{ external: 80, protocl: "tcp" }],
    healthcheck: { interval: "5 minutes" },
    uploads: [{ file: "/a", owner: "postgres" }],
    attach: true,
    gpus: "all",
  });
  expect(faults).toEqual([
    'memory: must be a whole number, got "much" (string)',
    'restart: must be no, on-failure, always or unless-stopped, got "sometimes"',
    "entrypoint: is unknown; did you mean entrypoints?",
    expect.stringMatching(/^exitCode: is unknown; known are attach, /),
    expect.stringMatching(/^ports\[0\]\.protocl: is unknown; known are external, internal, ip, protocol$/),
    "ports[0].internal: is required",
    'healthcheck.interval: must be a duration such as "30s" or "1m0s", got "5 minutes"',
    'uploads[0].owner: must be a numeric id (names are not looked up), got "postgres"',
    "attach: true is not supported by this engine; run one-off work in a container with `mustRun: false`",
    "gpus: is not supported by this engine; give devices by `devices`",
    "image: is required",
    "name: is required",
  ]);
});

test("takes numbers and flags that came as text, and lets unknown values pass", () => {
  const { inputs, failures } = checkInputs(containerFields, {
    name: "a",
    image: unknown,
    memory: "64",
    init: "true",
    tmpfs: { "/a": unknown },
  });
  expect(failures).toEqual([]);
  expect(inputs).toMatchObject({ image: unknown, memory: 64, init: true, tmpfs: { "/a": unknown } });
});

test("does not take a key of Object's prototype for a field", () => {
  expect(failuresOf({ name: "a", image: "b", constructor: "x" })).toEqual([
    expect.stringMatching(/^constructor: is unknown/),
  ]);
});
