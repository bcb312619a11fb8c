import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import * as messages from "@pulumi/pulumi/proto/provider_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { EngineError } from "@berth/model/engine-error";
import { call, isServiceError, isUnimplemented } from "./plugin-client";
import { readCheck, readDiff, unknownDiff } from "./plugin-answers";
import { initFailureOf, inputFailuresOf, pluginError } from "./plugin-errors";
import type { PluginProcess } from "./plugin-process";
import type { PropertyMap } from "@berth/model/property";
import { isKnown } from "@berth/model/property-view";
import type {
  Capabilities,
  CheckResult,
  CreateRequest,
  CreateResult,
  DeleteRequest,
  DiffRequest,
  DiffResult,
  Provider,
  ReadRequest,
  ReadResult,
  UpdateRequest,
  UpdateResult,
} from "@berth/model/provider";
import { parseUrn } from "@berth/model/urn";
import { decodeProperties, encodeProperties } from "../wire/property-struct";

const cancelLimitMs = 5_000;

export interface PluginConnection {
  readonly client: ResourceProviderClient;
  readonly plugin: PluginProcess;
}

/** A provider in a process of its own, over Pulumi's ResourceProvider service. */
export class PluginProvider implements Provider {
  private supported: Capabilities = { secrets: false, resources: false, preview: false };
  private closed = false;

  private readonly client: ResourceProviderClient;
  private readonly plugin: PluginProcess;

  /** `handshake`: the capabilities that it reported, if the plugin has one. */
  constructor(
    private readonly packageName: string,
    { client, plugin }: PluginConnection,
    handshake: Capabilities | undefined,
  ) {
    this.client = client;
    this.plugin = plugin;
    if (handshake !== undefined) this.supported = handshake;
  }

  get capabilities(): Capabilities {
    return this.supported;
  }

  async checkConfig(request: { urn: string; olds: PropertyMap; news: PropertyMap }): Promise<CheckResult> {
    const { urn, olds, news } = request;
    const message = new messages.CheckRequest().setUrn(urn).setOlds(this.plain(olds)).setNews(this.plain(news));
    try {
      return readCheck(
        await call<messages.CheckResponse>((done) => this.client.checkConfig(named(message, urn), done)),
      );
    } catch (thrown) {
      if (isUnimplemented(thrown)) return { inputs: news, failures: [] };
      throw this.explain(thrown);
    }
  }

  async diffConfig(request: DiffRequest): Promise<DiffResult> {
    try {
      return readDiff(
        await call<messages.DiffResponse>((done) => this.client.diffConfig(this.diffMessage(request), done)),
      );
    } catch (thrown) {
      if (isUnimplemented(thrown)) return unknownDiff;
      throw this.explain(thrown);
    }
  }

  async configure({ urn, id, inputs }: { urn: string; id: string; inputs: PropertyMap }): Promise<void> {
    const args = encodeProperties(inputs, {
      keepSecrets: true,
      keepUnknowns: false,
      keepResources: true,
      elideAssets: false,
    });
    const message = new messages.ConfigureRequest()
      .setArgs(args)
      .setAcceptsecrets(true)
      .setAcceptresources(true)
      .setSendsOldInputs(true)
      .setSendsOldInputsToDelete(true)
      .setId(id);
    for (const [key, value] of Object.entries(legacyVariables(this.packageName, inputs)))
      message.getVariablesMap().set(key, value);
    const answer = await this.ask(() =>
      call<messages.ConfigureResponse>((done) => this.client.configure(named(message, urn), done)),
    );
    const { secrets, resources, preview } = this.supported;
    this.supported = {
      secrets: secrets || answer.getAcceptsecrets(),
      resources: resources || answer.getAcceptresources(),
      preview: preview || answer.getSupportspreview(),
    };
  }

  async check(request: {
    urn: string;
    olds: PropertyMap;
    news: PropertyMap;
    randomSeed: Uint8Array;
  }): Promise<CheckResult> {
    const { urn, olds, news, randomSeed } = request;
    const message = new messages.CheckRequest()
      .setUrn(urn)
      .setOlds(this.encode(olds))
      .setNews(this.encode(news))
      .setRandomseed(randomSeed);
    try {
      return readCheck(await call<messages.CheckResponse>((done) => this.client.check(named(message, urn), done)));
    } catch (thrown) {
      const failures = isServiceError(thrown) ? inputFailuresOf(thrown) : undefined;
      if (failures !== undefined) return { inputs: news, failures };
      throw this.explain(thrown);
    }
  }

  async diff(request: DiffRequest): Promise<DiffResult> {
    return readDiff(
      await this.ask(() => call<messages.DiffResponse>((done) => this.client.diff(this.diffMessage(request), done))),
    );
  }

  async create({ urn, inputs, preview, timeoutSeconds }: CreateRequest): Promise<CreateResult> {
    const message = new messages.CreateRequest()
      .setUrn(urn)
      .setProperties(this.encode(inputs))
      .setPreview(preview)
      .setTimeout(timeoutSeconds);
    return this.orPartial(async () => {
      const answer = await call<messages.CreateResponse>((done) => this.client.create(named(message, urn), done));
      if (answer.getId() === "" && !preview)
        throw new EngineError("the provider created the resource but gave it no id");
      return { id: answer.getId(), outputs: decodeProperties(answer.getProperties()) };
    });
  }

  async update(request: UpdateRequest): Promise<UpdateResult> {
    const { urn, id, inputs, oldInputs, oldOutputs, preview, timeoutSeconds, ignoreChanges } = request;
    const message = new messages.UpdateRequest()
      .setUrn(urn)
      .setId(id)
      .setOlds(this.encode(oldOutputs))
      .setOldInputs(this.encode(oldInputs))
      .setNews(this.encode(inputs))
      .setPreview(preview)
      .setTimeout(timeoutSeconds)
      .setIgnorechangesList([...ignoreChanges]);
    return this.orPartial(async () => {
      const answer = await call<messages.UpdateResponse>((done) => this.client.update(named(message, urn), done));
      return { id, outputs: decodeProperties(answer.getProperties()) };
    });
  }

  async delete({ urn, id, oldInputs, oldOutputs, timeoutSeconds }: DeleteRequest): Promise<void> {
    const message = new messages.DeleteRequest()
      .setUrn(urn)
      .setId(id)
      .setProperties(this.encode(oldOutputs))
      .setOldInputs(this.encode(oldInputs))
      .setTimeout(timeoutSeconds);
    await this.ask(() => call<Empty>((done) => this.client.delete(named(message, urn), done)));
  }

  async read({ urn, id, inputs, outputs }: ReadRequest): Promise<ReadResult> {
    const message = new messages.ReadRequest()
      .setUrn(urn)
      .setId(id)
      .setInputs(this.encode(inputs))
      .setProperties(this.encode(outputs));
    const answer = await this.orPartial(async () => {
      const response = await call<messages.ReadResponse>((done) => this.client.read(named(message, urn), done));
      const read = response.getInputs() === undefined ? inputs : decodeProperties(response.getInputs());
      return { id: response.getId(), outputs: decodeProperties(response.getProperties()), inputs: read };
    });
    return { ...answer, inputs: answer.inputs ?? inputs };
  }

  async invoke({ token, args }: { token: string; args: PropertyMap }): ReturnType<Provider["invoke"]> {
    const message = new messages.InvokeRequest().setTok(token).setArgs(this.encode(args));
    const answer = await this.ask(() => call<messages.InvokeResponse>((done) => this.client.invoke(message, done)));
    const failures = answer.getFailuresList().map((one) => ({ property: one.getProperty(), reason: one.getReason() }));
    return { result: decodeProperties(answer.getReturn()), failures };
  }

  async cancel(): Promise<void> {
    if (this.closed) return;
    const limit = new Promise<void>((resolve) => setTimeout(resolve, cancelLimitMs).unref());
    const asked = call<Empty>((done) => this.client.cancel(new Empty(), done)).then(
      () => undefined,
      // A plugin without Cancel, or one that is gone, has nothing to end.
      () => undefined,
    );
    await Promise.race([asked, limit]);
  }

  async close(): Promise<void> {
    if (this.closed) return;
    await this.cancel();
    this.closed = true;
    this.client.close();
    await this.plugin.stop();
  }

  private diffMessage({ urn, id, oldInputs, oldOutputs, newInputs, ignoreChanges }: DiffRequest): messages.DiffRequest {
    const message = new messages.DiffRequest()
      .setUrn(urn)
      .setId(id)
      .setOldInputs(this.encode(oldInputs))
      .setOlds(this.encode(oldOutputs))
      .setNews(this.encode(newInputs))
      .setIgnorechangesList([...ignoreChanges]);
    return named(message, urn);
  }

  private async ask<T>(request: () => Promise<T>): Promise<T> {
    try {
      return await request();
    } catch (thrown) {
      throw this.explain(thrown);
    }
  }

  /** A resource that exists but did not come up is an answer, not an error. */
  private async orPartial<T extends { id: string; outputs: PropertyMap }>(
    request: () => Promise<T>,
  ): Promise<T | { id: string; outputs: PropertyMap; inputs?: PropertyMap; initErrors: readonly string[] }> {
    try {
      return await request();
    } catch (thrown) {
      const partial = isServiceError(thrown) ? initFailureOf(thrown) : undefined;
      if (partial === undefined) throw this.explain(thrown);
      return { id: partial.id, outputs: partial.outputs, inputs: partial.inputs, initErrors: partial.reasons };
    }
  }

  private explain(thrown: unknown): EngineError {
    return isServiceError(thrown) ? pluginError(thrown, this.plugin.lastLines()) : EngineError.from(thrown);
  }

  private encode(properties: PropertyMap): Struct {
    const { secrets, resources } = this.supported;
    return encodeProperties(properties, {
      keepSecrets: secrets,
      keepUnknowns: true,
      keepResources: resources,
      elideAssets: false,
    });
  }

  private plain(properties: PropertyMap): Struct {
    return encodeProperties(properties, {
      keepSecrets: false,
      keepUnknowns: true,
      keepResources: false,
      elideAssets: false,
    });
  }
}

/** Providers take a resource's name and type beside its URN. */
function named<T extends { setName(name: string): T; setType(type: string): T }>(
  message: T & { setUrn?: (urn: string) => T },
  urn: string,
): T {
  const { name, type } = parseUrn(urn);
  message.setUrn?.(urn);
  return message.setName(name).setType(type);
}

/** What providers of before 2018 read: "aws:config:region" → text. */
function legacyVariables(packageName: string, inputs: PropertyMap): Readonly<Record<string, string>> {
  const plain = decodeProperties(
    encodeProperties(inputs, { keepSecrets: false, keepUnknowns: false, keepResources: false, elideAssets: false }),
  );
  const settings = Object.entries(plain).filter(([key, value]) => key !== "version" && isKnown(value));
  return Object.fromEntries(
    settings.map(([key, value]) => [
      `${packageName}:config:${key}`,
      typeof value === "string" ? value : JSON.stringify(value),
    ]),
  );
}
