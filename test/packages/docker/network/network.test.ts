import { checkInputs } from "../../../../packages/docker/bridge/check-inputs";
import { fillOutputs } from "../../../../packages/docker/bridge/fill-outputs";
import { networkResource } from "../../../../packages/docker/network/network";
import { networkFields } from "../../../../packages/docker/network/network-fields";
import type { PropertyMap } from "../../../../packages/model/property";
import { FakeDaemon, type Answer } from "../fake-daemon";
import daemon from "../recorded/daemon-26.1.5.json";
import official from "../recorded/official-5.2.0.json";

const inputs = official.net.inputs as unknown as PropertyMap;
const id = daemon.net.Id;
const list = 'GET /networks?filters={"name":["appnet"]}';

async function run(answers: Readonly<Record<string, Answer | (() => Answer)>>, given: PropertyMap = inputs) {
  const fake = await FakeDaemon.start(({ line }) => {
    const answer = answers[line];
    return typeof answer === "function" ? answer() : answer;
  });
  const client = fake.daemon();
  const result = await networkResource.create(given, fake.context(client)).catch((error: unknown) => error);
  client.close();
  await fake.stop();
  return { result, requests: fake.requests.filter(({ line }) => !line.startsWith("GET")) };
}

test("creates a network and reads the very state that the official plugin recorded", async () => {
  const { result, requests } = await run({
    [list]: { json: [{ Name: "appnet-other" }] },
    "POST /networks/create": { status: 201, json: { Id: id } },
    [`GET /networks/${id}`]: { json: daemon.net },
  });
  const recorded = Object.entries(official.net.outputs).filter(([key]) => key !== "id" && key !== "__meta");
  expect(fillOutputs(networkFields, inputs, (result as { read: PropertyMap }).read)).toEqual(
    Object.fromEntries(recorded),
  );
  expect(JSON.parse(requests[0]?.body.toString() ?? "")).toEqual({
    Name: "appnet",
    CheckDuplicate: true,
    Driver: "bridge",
    Labels: { "berth.project": "p", "berth.stack": "dev" },
    Internal: false,
    Attachable: false,
    Ingress: false,
    IPAM: { Driver: "default", Config: [{ Subnet: "172.30.5.0/24", Gateway: "172.30.5.1" }] },
  });
});

test("takes over its own network of an interrupted run when it is as wanted", async () => {
  const { result, requests } = await run({
    [list]: { json: [daemon.net] },
    [`GET /networks/${id}`]: { json: daemon.net },
  });
  expect(result).toMatchObject({ id });
  expect(requests).toEqual([]);
});

test("recreates its own network of an interrupted run when it differs from its inputs", async () => {
  const wanted = checkInputs(networkFields, { ...inputs, internal: true }).inputs;
  const { requests } = await run(
    {
      [list]: { json: [daemon.net] },
      [`GET /networks/${id}`]: { json: daemon.net },
      [`DELETE /networks/${id}`]: { status: 204 },
      "POST /networks/create": { status: 201, json: { Id: id } },
    },
    wanted,
  );
  expect(requests.map(({ line }) => line)).toEqual([`DELETE /networks/${id}`, "POST /networks/create"]);
});

test("refuses a network of the same name that is not its own", async () => {
  const foreign = { ...daemon.net, Labels: { "berth.project": "p" } };
  const { result, requests } = await run({ [list]: { json: [foreign] }, [`GET /networks/${id}`]: { json: foreign } });
  expect((result as Error).message).toBe(
    `create network appnet: the name is taken by ${id.slice(0, 12)}, which does not carry this stack's labels ` +
      `(berth.project, berth.stack); remove it with "docker network rm ${id.slice(0, 12)}" or choose another name`,
  );
  expect(requests).toEqual([]);
});
