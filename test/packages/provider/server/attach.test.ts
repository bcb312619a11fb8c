import * as grpc from "@grpc/grpc-js";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { Service } from "../../../../packages/provider/server/service";

type Callback<T> = (error: grpc.ServiceError | null, response: T) => void;

const exits: string[] = [];
const probe = {
  fields: {},
  replaceKeys: [],
  create: ({ signal }: { signal: AbortSignal }) =>
    Promise.resolve({ id: "probe", outputs: { isCancelled: signal.aborted } }),
  delete: () => Promise.resolve(),
};
const service = new Service({ "berth:index:Probe": probe }, "1.0.0", {
  engine: undefined,
  exit: () => exits.push("exit"),
});
const server = new grpc.Server();
let client: ResourceProviderClient;

beforeAll(async () => {
  server.addService(ResourceProviderService, service.implementation());
  const credentials = grpc.ServerCredentials.createInsecure();
  const port = await new Promise<number>((resolve, reject) =>
    server.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
  );
  client = new ResourceProviderClient(`127.0.0.1:${port}`, grpc.credentials.createInsecure());
});
afterAll(() => {
  client.close();
  server.forceShutdown();
});

function answer<T>(call: (callback: Callback<T>) => void): Promise<T> {
  return new Promise((resolve, reject) => call((error, response) => (error ? reject(error) : resolve(response))));
}

async function isCancelled(): Promise<unknown> {
  const request = new proto.CreateRequest()
    .setUrn("urn:pulumi:dev::shop::berth:index:Probe::probe")
    .setProperties(Struct.fromJavaScript({}));
  const made = await answer<proto.CreateResponse>((done) => client.create(request, done));
  return made.getProperties()?.toJavaScript().isCancelled;
}

test("a provider that a person has started, to debug it, serves one run after the other", async () => {
  const engines = [new grpc.Server(), new grpc.Server()];
  for (const engine of engines) {
    const credentials = grpc.ServerCredentials.createInsecure();
    const port = await new Promise<number>((resolve, reject) =>
      engine.bindAsync("127.0.0.1:0", credentials, (error, bound) => (error ? reject(error) : resolve(bound))),
    );
    await answer<Empty>((done) => client.attach(new PluginAttach().setAddress(`127.0.0.1:${port}`), done));
    expect(await isCancelled()).toBe(false);
    await answer<Empty>((done) => client.cancel(new Empty(), done));
    expect(await isCancelled()).toBe(true);
    engine.forceShutdown();
  }
  expect(exits).toEqual([]);
});
