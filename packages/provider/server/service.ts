import type * as grpc from "@grpc/grpc-js";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import type { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import * as proto from "@pulumi/pulumi/proto/provider_pb";
import { parseUrn } from "@berth/model/urn";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";

import type { Operation, State, Values } from "../resource-kind";
import { answering } from "./answering";
import { changesOf, failuresOf } from "./answers";
import { EngineLog } from "./engine-log";
import * as operations from "./operations";
import { structOf, valuesOf } from "./struct";

/** Pulumi's ResourceProvider service over resource kinds; what is not here answers UNIMPLEMENTED. */
export class Service {
  private ended = new AbortController();
  private log: EngineLog;

  /** `exit` is called once the engine that started the provider is gone and running operations were requested to stop. */
  constructor(
    private readonly kinds: Readonly<Record<string, operations.AnyKind>>,
    private readonly version: string,
    private readonly link: { engine: string | undefined; exit: () => void },
  ) {
    this.log = this.connect(link.engine);
  }

  /** The methods by the names of the gRPC service. */
  implementation(): grpc.UntypedServiceImplementation {
    return {
      handshake: answering(() => new proto.ProviderHandshakeResponse()),
      getPluginInfo: answering(() => new PluginInfo().setVersion(this.version)),
      getSchema: answering(() => new proto.GetSchemaResponse().setSchema(JSON.stringify({ name: "berth" }))),
      checkConfig: answering((request: proto.CheckRequest) => this.checkConfig(request)),
      diffConfig: answering(() => new proto.DiffResponse().setChanges(proto.DiffResponse.DiffChanges.DIFF_NONE)),
      configure: answering(() => new proto.ConfigureResponse().setSupportspreview(true)),
      check: answering((request: proto.CheckRequest) => this.check(request)),
      diff: answering((request: proto.DiffRequest) => this.diff(request)),
      create: answering((request: proto.CreateRequest, signal) => this.create(request, signal)),
      update: answering((request: proto.UpdateRequest, signal) => this.update(request, signal)),
      delete: answering((request: proto.DeleteRequest, signal) => this.delete(request, signal)),
      read: answering((request: proto.ReadRequest) => this.read(request)),
      cancel: answering(() => this.cancel("the run was cancelled")),
      attach: answering((request: PluginAttach) => this.attach(request)),
    };
  }

  /** Tells running operations to stop; idempotent. */
  cancel(reason: string): Empty {
    this.ended.abort(new Error(reason));
    return new Empty();
  }

  private connect(engine: string | undefined): EngineLog {
    const log = new EngineLog(engine);
    log.whenGone(() => {
      this.cancel("the engine is gone");
      // A provider that a person has started, to debug it, serves the next run too.
      if (this.link.engine !== undefined) this.link.exit();
    });
    return log;
  }

  private attach(request: PluginAttach): Empty {
    this.log.close();
    this.ended = new AbortController();
    this.log = this.connect(request.getAddress());
    return new Empty();
  }

  /** There are no options. What comes is the configuration of a project that is called berth too: not ours to keep. */
  private checkConfig(request: proto.CheckRequest): proto.CheckResponse {
    const { version } = valuesOf(request.getNews());
    return new proto.CheckResponse().setInputs(structOf(version === undefined ? {} : { version }));
  }

  private check(request: proto.CheckRequest): proto.CheckResponse {
    const news = valuesOf(request.getNews());
    const faults = operations.check(this.kind(request.getUrn()), news, valuesOf(request.getOlds()));
    return new proto.CheckResponse().setInputs(structOf(news)).setFailuresList(failuresOf(faults));
  }

  private async diff(request: proto.DiffRequest): Promise<proto.DiffResponse> {
    const urn = request.getUrn();
    const kind = this.kind(urn);
    const news = valuesOf(request.getNews());
    const warn = (message: string) => this.log.warn(urn, message);
    const changes = await operations.diff(kind, { old: stateOf(kind, request), news }, warn);
    return changesOf(changes, kind.deleteBeforeReplace ?? false);
  }

  private async create(request: proto.CreateRequest, signal: AbortSignal): Promise<proto.CreateResponse> {
    const kind = this.kind(request.getUrn());
    const inputs = valuesOf(request.getProperties());
    if (request.getPreview()) {
      const outputs = await operations.preview(kind, request.getUrn(), { news: inputs });
      return new proto.CreateResponse().setProperties(structOf(outputs));
    }
    const { id, outputs } = await operations.create(kind, this.operation(request, signal), inputs);
    return new proto.CreateResponse().setId(id).setProperties(structOf(outputs));
  }

  private async update(request: proto.UpdateRequest, signal: AbortSignal): Promise<proto.UpdateResponse> {
    const kind = this.kind(request.getUrn());
    const [news, old] = [valuesOf(request.getNews()), stateOf(kind, request)];
    const outputs = request.getPreview()
      ? await operations.preview(kind, request.getUrn(), { old, news })
      : await operations.update(kind, this.operation(request, signal), { old, news });
    return new proto.UpdateResponse().setProperties(structOf(outputs));
  }

  private async delete(request: proto.DeleteRequest, signal: AbortSignal): Promise<Empty> {
    const kind = this.kind(request.getUrn());
    const outputs = valuesOf(request.getProperties());
    const inputs = { ...inputsIn(kind, outputs), ...valuesOf(request.getOldInputs()) };
    await kind.delete(this.operation(request, signal), { id: request.getId(), inputs, outputs });
    return new Empty();
  }

  private async read(request: proto.ReadRequest): Promise<proto.ReadResponse> {
    const kind = this.kind(request.getUrn());
    const old = {
      id: request.getId(),
      inputs: valuesOf(request.getInputs()),
      outputs: valuesOf(request.getProperties()),
    };
    if (Object.keys(old.inputs).length === 0) {
      throw new Error(`${parseUrn(request.getUrn()).name}: import and get are not supported by the provider berth`);
    }
    const outputs = await operations.read(kind, old);
    const response = new proto.ReadResponse();
    if (outputs === undefined) return response;
    return response.setId(old.id).setInputs(structOf(old.inputs)).setProperties(structOf(outputs));
  }

  private kind(urn: string): operations.AnyKind {
    const { type } = parseUrn(urn);
    const kind = this.kinds[type];
    if (kind === undefined) throw new Error(`the provider berth has no resource type ${type}`);
    return kind;
  }

  private operation(request: { getUrn(): string; getTimeout(): number }, signal: AbortSignal): Operation {
    const urn = request.getUrn();
    const limit = request.getTimeout() > 0 ? [AbortSignal.timeout(request.getTimeout() * 1000)] : [];
    return {
      urn,
      name: parseUrn(urn).name,
      signal: AbortSignal.any([signal, this.ended.signal, ...limit]),
      progress: (message) => this.log.progress(urn, message),
      warn: (message) => this.log.warn(urn, message),
    };
  }
}

interface OldState {
  getId(): string;
  getOlds(): Parameters<typeof valuesOf>[0];
  getOldInputs(): Parameters<typeof valuesOf>[0];
}

/** Engines that don't send old inputs: they are among the old outputs. */
function stateOf(kind: operations.AnyKind, request: OldState): State<Values, Values> {
  const outputs = valuesOf(request.getOlds());
  const inputs = request.getOldInputs() === undefined ? inputsIn(kind, outputs) : valuesOf(request.getOldInputs());
  return { id: request.getId(), inputs, outputs };
}

function inputsIn(kind: operations.AnyKind, outputs: Values): Values {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => Object.hasOwn(kind.fields, key)));
}
