import { type ChildProcess, spawn } from "node:child_process";
import { join } from "node:path";
import { createInterface } from "node:readline";
import * as grpc from "@grpc/grpc-js";
import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest } from "@pulumi/pulumi/proto/engine_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";

import { scratchFolder } from "../scratch-folder";

/** The plugin as a process of its own, as an engine starts it, with a real gRPC client. */
const scratch = scratchFolder();
const said: string[] = [];
let engine: grpc.Server;
let plugin: ChildProcess;
let client: ResourceProviderClient;
let exited: Promise<number | null>;

jest.setTimeout(30_000);

beforeAll(async () => {
  engine = new grpc.Server();
  engine.addService(EngineService, {
    log: ({ request }: { request: LogRequest }, callback: grpc.sendUnaryData<Empty>) => {
      said.push(request.getMessage());
      callback(null, new Empty());
    },
  });
  const enginePort = await new Promise<number>((resolve, reject) =>
    engine.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, port) =>
      error ? reject(error) : resolve(port),
    ),
  );
  plugin = spawn(
    process.execPath,
    [join(__dirname, "../../../../packages/provider/index.js"), `127.0.0.1:${enginePort}`],
    {
      stdio: ["ignore", "pipe", "inherit"],
    },
  );
  exited = new Promise((resolve) => plugin.once("exit", resolve));
  const port = await new Promise<string>((resolve) => {
    if (plugin.stdout !== null) createInterface(plugin.stdout).once("line", resolve);
  });
  client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
});

afterAll(() => {
  client.close();
  engine.forceShutdown();
  plugin.kill("SIGKILL");
});

const urnOf = (type: string, name: string) =>
  `urn:pulumi:dev::berth::berth:local:LocalHost$berth:index:${type}::${name}`;

function ask<Request, Response>(
  method: (request: Request, callback: (error: grpc.ServiceError | null, response: Response) => void) => unknown,
  request: Request,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    method.call(client, request, (error, response) => (error ? reject(error) : resolve(response)));
  });
}

const create = (type: string, name: string, inputs: Record<string, string | number>, preview = false) =>
  ask<proto.CreateRequest, proto.CreateResponse>(
    client.create.bind(client),
    new proto.CreateRequest()
      .setUrn(urnOf(type, name))
      .setProperties(Struct.fromJavaScript(inputs))
      .setPreview(preview),
  );

test("accepts Configure without options, and reports that it supports previews and no secrets", async () => {
  const configured = await ask<proto.ConfigureRequest, proto.ConfigureResponse>(
    client.configure.bind(client),
    new proto.ConfigureRequest(),
  );
  expect([configured.getSupportspreview(), configured.getAcceptsecrets(), configured.getAcceptresources()]).toEqual([
    true,
    false,
    false,
  ]);
  const checked = await ask<proto.CheckRequest, proto.CheckResponse>(
    client.checkConfig.bind(client),
    new proto.CheckRequest().setNews(Struct.fromJavaScript({ version: "1", cpus: "2" })),
  );
  // A project that is called berth has its configuration in the provider's namespace.
  expect(checked.getFailuresList()).toEqual([]);
  expect(checked.getInputs()?.toJavaScript()).toEqual({ version: "1" });
});

test("checks with all faults at once", async () => {
  const request = new proto.CheckRequest().setUrn(urnOf("Disk", "data")).setOlds(new Struct());
  request.setNews(Struct.fromJavaScript({ directory: "here", sizeGiB: 0, colour: "blue" }));
  const failures = (
    await ask<proto.CheckRequest, proto.CheckResponse>(client.check.bind(client), request)
  ).getFailuresList();
  expect(failures.map((one) => one.getProperty())).toEqual(["directory", "sizeGiB", "colour"]);
});

test("creates, returns inputs and outputs, and reports what a change would do", async () => {
  const made = await create("KeyPair", "key", { comment: "a@b" });
  expect(made.getId()).toMatch(/^SHA256:/);
  const olds = made.getProperties();
  expect(Object.keys(olds?.toJavaScript() ?? {}).sort()).toEqual(["comment", "fingerprint", "privateKey", "publicKey"]);
  const request = new proto.DiffRequest().setUrn(urnOf("KeyPair", "key")).setId(made.getId()).setOlds(olds);
  request.setOldInputs(Struct.fromJavaScript({ comment: "a@b" })).setNews(Struct.fromJavaScript({ comment: "c" }));
  const changed = await ask<proto.DiffRequest, proto.DiffResponse>(client.diff.bind(client), request);
  expect([changed.getChanges(), changed.getReplacesList(), changed.getDiffsList()]).toEqual([
    2,
    ["comment"],
    ["comment"],
  ]);
  expect(changed.getDetaileddiffMap().get("comment")?.getKind()).toBe(proto.PropertyDiff.Kind.UPDATE_REPLACE);
  const same = request.setNews(Struct.fromJavaScript({ comment: "a@b" }));
  expect((await ask<proto.DiffRequest, proto.DiffResponse>(client.diff.bind(client), same)).getChanges()).toBe(1);
});

test("a preview makes nothing and returns what is known", async () => {
  const planned = await create("Disk", "data", { directory: scratch, sizeGiB: 1 }, true);
  expect([planned.getId(), planned.getProperties()?.toJavaScript()]).toEqual([
    "",
    { directory: scratch, sizeGiB: 1, path: join(scratch, "data.qcow2") },
  ]);
});

test("answers a fault of the world with its words alone, and what it does not know with the type", async () => {
  const inputs = { sshConfig: "/no/such/config", host: "web", bootId: "1", runtime: "plain" };
  await expect(create("Ready", "ready", inputs)).rejects.toMatchObject({ code: grpc.status.FAILED_PRECONDITION });
  await expect(create("Toaster", "t", {})).rejects.toMatchObject({
    details: "the provider berth has no resource type berth:index:Toaster",
  });
});

test("shows its messages in the engine's log", async () => {
  const made = await create("Disk", "data", { directory: scratch, sizeGiB: 1 });
  expect(made.getId()).toBe(join(scratch, "data.qcow2"));
  await create("Disk", "data", { directory: scratch, sizeGiB: 1 });
  await new Promise((resolve) => setTimeout(resolve, 200));
  expect(said).toContain(`${join(scratch, "data.qcow2")} was there already: kept with what is on it`);
});

test("ends by itself when the engine dies", async () => {
  engine.forceShutdown();
  expect(await exited).toBe(0);
});
