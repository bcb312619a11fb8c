import { readContainer } from "../../../../packages/docker/container/container-outputs";
import { containerFields } from "../../../../packages/docker/container/container-fields";
import { fillOutputs } from "../../../../packages/docker/bridge/fill-outputs";
import type { ContainerInspect } from "../../../../packages/docker/daemon/api-types";
import type { PropertyMap } from "../../../../packages/model/property";
import daemon from "../recorded/daemon-26.1.5.json";
import official from "../recorded/official-5.2.0.json";

/** Addresses, ids and host names of the two runs differ; networks come in an order of chance from the plugin. */
const ofTheRun = new Set(["id", "__meta", "hostname", "networkDatas", "deviceCgroupRules", "name"]);

function comparable(outputs: PropertyMap): PropertyMap {
  const kept = Object.fromEntries(Object.entries(outputs).filter(([key]) => !ofTheRun.has(key)));
  const isNew = (key: string) => key === "owner" || key === "group";
  return JSON.parse(JSON.stringify(kept, (key, value: unknown) => (isNew(key) ? undefined : value))) as PropertyMap;
}

test.each(["full", "plain"] as const)(
  "reads %s into the state that the official plugin recorded for the same daemon",
  (name) => {
    const inputs = official[name].inputs as unknown as PropertyMap;
    const inspect = daemon[name] as unknown as ContainerInspect;
    const outputs = fillOutputs(containerFields, inputs, readContainer(inspect, inputs));
    expect(comparable(outputs)).toEqual(comparable(official[name].outputs as unknown as PropertyMap));
    expect(Object.keys(outputs)).toEqual(
      expect.arrayContaining(Object.keys(official[name].outputs).filter((key) => !/^(__meta|id)$/.test(key))),
    );
  },
);

test("distinguishes a stopped container, with its exit code, from one that runs", () => {
  const inspect = {
    ...(daemon.plain as unknown as ContainerInspect),
    State: { Status: "exited", Running: false, ExitCode: 137 },
  };
  expect(readContainer(inspect, { mustRun: true })).toMatchObject({ mustRun: false, exitCode: 137 });
  expect(readContainer(inspect, { mustRun: false })).not.toHaveProperty("mustRun");
});

test("survives an answer in which nearly everything is missing", () => {
  const bare = {
    Id: "1",
    Name: "/a",
    Image: "",
    State: { Status: "created", Running: false, ExitCode: 0 },
    Config: {},
    HostConfig: {},
  };
  expect(readContainer(bare, {})).toMatchObject({ name: "a", mounts: [], networkDatas: [], command: [] });
});
