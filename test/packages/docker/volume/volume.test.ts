import { fillOutputs } from "../../../../packages/docker/bridge/fill-outputs";
import { volumeResource } from "../../../../packages/docker/volume/volume";
import { volumeFields } from "../../../../packages/docker/volume/volume-fields";
import type { PropertyMap } from "../../../../packages/model/property";
import { FakeDaemon } from "../fake-daemon";
import daemon from "../recorded/daemon-26.1.5.json";
import official from "../recorded/official-5.2.0.json";

const inputs = official.vol.inputs as unknown as PropertyMap;

async function create(found: object) {
  const fake = await FakeDaemon.start(() => ({ json: { ...daemon.vol, ...found } }));
  const client = fake.daemon();
  const result = await volumeResource.create(inputs, fake.context(client)).catch((error: unknown) => error);
  client.close();
  await fake.stop();
  return { result, lines: fake.lines() };
}

test("creates a volume, or takes over its own, and reads the very state that the official plugin recorded", async () => {
  const { result, lines } = await create({});
  const recorded = Object.entries(official.vol.outputs).filter(([key]) => key !== "id" && key !== "__meta");
  expect(result).toMatchObject({ id: "dbdata" });
  expect(fillOutputs(volumeFields, inputs, (result as { read: PropertyMap }).read)).toEqual(
    Object.fromEntries(recorded),
  );
  expect(lines).toEqual(["POST /volumes/create", "GET /volumes/dbdata"]);
});

test("refuses a volume of the same name that differs: the next run would replace it, data and all", async () => {
  const { result } = await create({ Labels: { "berth.project": "q" } });
  expect((result as Error).message).toBe(
    "create volume dbdata: a volume of that name exists with other labels; choose another name, " +
      'or remove it and its data with "docker volume rm dbdata"',
  );
});
