import type { handleUnaryCall } from "@grpc/grpc-js";
import { Metadata, status } from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineError } from "../../../../../packages/model/engine-error";
import type { PropertyMap } from "../../../../../packages/model/property";
import type { CheckResult, DiffResult } from "../../../../../packages/model/provider";
import { type RunningServer, startServer } from "../../../../../packages/engine/program/grpc-server";
import { decodeProperties, encodeProperties } from "../../../../../packages/engine/wire/property-struct";
import type { FakeCloud } from "../../support/fake-provider";

const everything = { keepSecrets: true, keepUnknowns: true, keepResources: true, elideAssets: false };
const encode = (properties: PropertyMap) => encodeProperties(properties, everything);

/** Serves the cloud as package "fake" on a loopback port: a provider that engines attach to by PULUMI_DEBUG_PROVIDERS. */
export function serveCloud(cloud: FakeCloud): Promise<RunningServer> {
  return startServer([
    { definition: ResourceProviderService, implementation: { ...settings(cloud), ...resources(cloud) } },
  ]);
}

function settings(cloud: FakeCloud) {
  const provider = cloud.provider();
  return {
    handshake: answer(() =>
      Promise.resolve(new messages.ProviderHandshakeResponse().setAcceptSecrets(true).setAcceptResources(true)),
    ),
    attach: answer(() => Promise.resolve(new Empty())),
    getPluginInfo: answer(() => Promise.resolve(new PluginInfo().setVersion("1.0.0"))),
    cancel: answer(() => Promise.resolve(new Empty())),
    checkConfig: answer(async (request: messages.CheckRequest) =>
      checked(await provider.checkConfig({ urn: request.getUrn(), ...oldsAndNews(request) })),
    ),
    diffConfig: answer(async (request: messages.DiffRequest) => differing(await provider.diffConfig(diffOf(request)))),
    configure: answer(async (request: messages.ConfigureRequest) => {
      const inputs = decodeProperties(request.getArgs());
      await provider.configure({ urn: request.getUrn() ?? "", id: request.getId() ?? "", inputs });
      return new messages.ConfigureResponse().setAcceptsecrets(true).setAcceptresources(true).setSupportspreview(true);
    }),
    invoke: answer(async (request: messages.InvokeRequest) => {
      const { result } = await provider.invoke({ token: request.getTok(), args: decodeProperties(request.getArgs()) });
      return new messages.InvokeResponse().setReturn(encode(result));
    }),
  };
}

function resources(cloud: FakeCloud) {
  const provider = cloud.provider();
  return {
    check: answer(async (request: messages.CheckRequest) =>
      checked(
        await provider.check({
          urn: request.getUrn(),
          ...oldsAndNews(request),
          randomSeed: request.getRandomseed_asU8(),
        }),
      ),
    ),
    diff: answer(async (request: messages.DiffRequest) => differing(await provider.diff(diffOf(request)))),
    create: answer(async (request: messages.CreateRequest) => {
      const inputs = decodeProperties(request.getProperties());
      const call = {
        urn: request.getUrn(),
        inputs,
        preview: request.getPreview(),
        timeoutSeconds: request.getTimeout(),
      };
      const { id, outputs, initErrors = [] } = await provider.create(call);
      refuseUnready({ id, inputs, outputs }, initErrors);
      return new messages.CreateResponse().setId(id).setProperties(encode(outputs));
    }),
    update: answer(async (request: messages.UpdateRequest) => {
      const inputs = decodeProperties(request.getNews());
      const { outputs, initErrors = [] } = await provider.update({
        urn: request.getUrn(),
        id: request.getId(),
        inputs,
        preview: request.getPreview(),
        timeoutSeconds: request.getTimeout(),
        oldInputs: decodeProperties(request.getOldInputs()),
        oldOutputs: decodeProperties(request.getOlds()),
        ignoreChanges: request.getIgnorechangesList(),
      });
      refuseUnready({ id: request.getId(), inputs, outputs }, initErrors);
      return new messages.UpdateResponse().setProperties(encode(outputs));
    }),
    delete: answer(async (request: messages.DeleteRequest) => {
      await provider.delete({
        urn: request.getUrn(),
        id: request.getId(),
        oldInputs: decodeProperties(request.getOldInputs()),
        oldOutputs: decodeProperties(request.getProperties()),
        timeoutSeconds: request.getTimeout(),
      });
      return new Empty();
    }),
    read: answer(async (request: messages.ReadRequest) => {
      const { id, inputs, outputs } = await provider.read({
        urn: request.getUrn(),
        id: request.getId(),
        inputs: decodeProperties(request.getInputs()),
        outputs: decodeProperties(request.getProperties()),
      });
      if (id === "") return new messages.ReadResponse();
      return new messages.ReadResponse().setId(id).setInputs(encode(inputs)).setProperties(encode(outputs));
    }),
  };
}

function oldsAndNews(request: messages.CheckRequest): { olds: PropertyMap; news: PropertyMap } {
  return { olds: decodeProperties(request.getOlds()), news: decodeProperties(request.getNews()) };
}

function diffOf(request: messages.DiffRequest) {
  return {
    urn: request.getUrn(),
    id: request.getId(),
    oldInputs: decodeProperties(request.getOldInputs()),
    oldOutputs: decodeProperties(request.getOlds()),
    newInputs: decodeProperties(request.getNews()),
    ignoreChanges: request.getIgnorechangesList(),
  };
}

function checked({ inputs, failures }: CheckResult): messages.CheckResponse {
  const list = failures.map(({ property, reason }) =>
    new messages.CheckFailure().setProperty(property).setReason(reason),
  );
  return new messages.CheckResponse().setInputs(encode(inputs)).setFailuresList(list);
}

const { DiffChanges } = messages.DiffResponse;
const changes = { none: DiffChanges.DIFF_NONE, some: DiffChanges.DIFF_SOME, unknown: DiffChanges.DIFF_UNKNOWN };

function differing(diff: DiffResult): messages.DiffResponse {
  return new messages.DiffResponse()
    .setChanges(changes[diff.changes])
    .setReplacesList([...diff.replaceKeys])
    .setDiffsList([...diff.changedKeys])
    .setDeletebeforereplace(diff.deleteBeforeReplace);
}

/** A resource that exists and is not ready: Pulumi's error with what is known of it. */
class UnreadyError extends EngineError {
  constructor(readonly detail: messages.ErrorResourceInitFailed) {
    super("resource init failed");
  }
}

function refuseUnready(
  { id, inputs, outputs }: { id: string; inputs: PropertyMap; outputs: PropertyMap },
  reasons: readonly string[],
): void {
  if (reasons.length === 0) return;
  throw new UnreadyError(
    new messages.ErrorResourceInitFailed()
      .setId(id)
      .setInputs(encode(inputs))
      .setProperties(encode(outputs))
      .setReasonsList([...reasons]),
  );
}

function answer<Request, Response>(
  handle: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    handle(call.request).then(
      (response) => callback(null, response),
      (thrown: unknown) => {
        const details = EngineError.from(thrown).message;
        callback({ code: status.UNKNOWN, details, metadata: detailsOf(thrown, details) });
      },
    );
  };
}

function detailsOf(thrown: unknown, message: string): Metadata {
  const metadata = new Metadata();
  if (!(thrown instanceof UnreadyError)) return metadata;
  const detail = new Any();
  detail.pack(thrown.detail.serializeBinary(), "pulumirpc.ErrorResourceInitFailed");
  const wire = new Status().setCode(status.UNKNOWN).setMessage(message).setDetailsList([detail]);
  metadata.set("grpc-status-details-bin", Buffer.from(wire.serializeBinary()));
  return metadata;
}
