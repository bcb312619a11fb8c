import { credentials, status } from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";
import type { RegisterResourceResponse } from "@pulumi/pulumi/proto/resource_pb";
import * as messages from "@pulumi/pulumi/proto/resource_pb";
import { ResourceMonitorClient } from "@pulumi/pulumi/proto/resource_grpc_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Value } from "google-protobuf/google/protobuf/struct_pb";
import type { Program, ProgramRequest } from "../../../../packages/engine/program/language-host";
import type { PropertyMap, PropertyValue } from "../../../../packages/model/property";
import { Asset, ResourceReference, Secret, unknown } from "../../../../packages/model/property";
import { unknownSentinel } from "../../../../packages/model/unknown-sentinels";
import { decodeProperties, encodeProperties } from "../../../../packages/engine/wire/property-struct";
import { channelOptions } from "../../../../packages/engine/wire/channel-options";
import { applyOptions } from "./registration-options";
import type { Described, Scenario } from "./scenario";

/** A resource as the program knows it after its registration. */
interface Registered {
  readonly urn: string;
  readonly id: string;
  readonly custom: boolean;
  readonly outputs: PropertyMap;
}

/** An input with the URNs that it depends on. */
interface Resolved {
  readonly value: PropertyValue;
  readonly urns: readonly string[];
}

const everything = { keepSecrets: true, keepUnknowns: true, keepResources: true, elideAssets: false };

/**
 * Registers what a scenario describes, in this process and over the same services as programs/scenario.js: each resource
 * as soon as those that it refers to are there, with `inOrder` one after the other. What the SDK does by itself is not
 * tested by it.
 */
export function inProcessProgram(
  scenario: Scenario,
  options: { readonly inOrder?: boolean } = {},
): (request: ProgramRequest) => Program {
  return (request) => {
    const program = new ScenarioProgram({ ...scenario, inOrder: options.inOrder === true }, request);
    const stop = (): Promise<void> => {
      program.close();
      return Promise.resolve();
    };
    return { exit: program.run(), stop };
  };
}

class ScenarioProgram {
  private readonly monitor: ResourceMonitorClient;
  private readonly engine: EngineClient;
  private readonly made = new Map<string, Promise<Registered>>();
  private stackUrn = "";

  constructor(
    private readonly scenario: Scenario & { readonly inOrder: boolean },
    private readonly request: ProgramRequest,
  ) {
    const address = [request.engineAddress, credentials.createInsecure(), channelOptions] as const;
    this.monitor = new ResourceMonitorClient(...address);
    this.engine = new EngineClient(...address);
  }

  async run(): Promise<{ code: number; lastLines: readonly string[] }> {
    try {
      await this.registerAll();
      await call<Empty>((done) => this.monitor.signalAndWaitForShutdown(new Empty(), done));
      return { code: 0, lastLines: [] };
    } catch (thrown) {
      return await this.failed(thrown);
    } finally {
      this.close();
    }
  }

  close(): void {
    this.monitor.close();
    this.engine.close();
  }

  private async registerAll(): Promise<void> {
    const { project, stack } = this.request;
    const { resources = [], outputs = {}, throws, inOrder } = this.scenario;
    const root = { name: `${project}-${stack}`, type: "pulumi:pulumi:Stack" };
    this.stackUrn = (await this.register(newRegistration(root))).getUrn();
    const making: Promise<Registered>[] = [];
    for (const described of resources) {
      const made = this.make(described);
      this.made.set(described.name, made);
      making.push(made);
      if (inOrder) await made.catch(() => undefined);
    }
    const registered = await Promise.allSettled(making);
    const failed = registered.find((one) => one.status === "rejected");
    if (failed !== undefined) throw failed.reason;
    if (throws !== undefined) throw new Error(throws);
    await this.registerOutputs(this.stackUrn, (await this.resolveMap(outputs)).values);
  }

  private async make(described: Described): Promise<Registered> {
    if (described.kind === "get") return this.read(described);
    const { kind = "resource", name, inputs = {}, options = {} } = described;
    const custom = kind !== "component";
    const message = newRegistration({ name, type: typeOf(described) }).setCustom(custom);
    const { values, dependencies } = await this.resolveMap(inputs);
    message.setObject(encodeProperties(values, everything));
    for (const [key, urns] of Object.entries(dependencies))
      message
        .getPropertydependenciesMap()
        .set(key, new messages.RegisterResourceRequest.PropertyDependencies().setUrnsList([...urns]));
    const explicit = await this.urnsOf(options.dependsOn ?? []);
    message.setDependenciesList([...new Set([...explicit, ...Object.values(dependencies).flat()])]);
    await applyOptions(message, options, { stackUrn: this.stackUrn, of: (of) => this.of(of) });
    if (options.replacementTrigger !== undefined)
      message.setReplacementTrigger(encodeValue((await this.resolve(options.replacementTrigger)).value));
    const answer = await this.register(message);
    const outputs = { ...values, ...decodeProperties(answer.getObject()) };
    if (!custom) await this.registerOutputs(answer.getUrn(), { label: name });
    return { urn: answer.getUrn(), id: answer.getId(), custom, outputs };
  }

  private async read(described: Described): Promise<Registered> {
    const { name, inputs = {}, options = {} } = described;
    const { id: wanted, ...rest } = inputs;
    const { value: id } = await this.resolve(wanted);
    const { values } = await this.resolveMap(rest);
    const message = new messages.ReadResourceRequest()
      .setId(typeof id === "string" ? id : unknownSentinel)
      .setType(typeOf(described))
      .setName(name)
      .setProperties(encodeProperties(values, everything))
      .setParent(options.parent === undefined ? this.stackUrn : (await this.of(options.parent)).urn)
      .setAcceptsecrets(true)
      .setAcceptresources(true);
    const answer = await call<messages.ReadResourceResponse>((done) => this.monitor.readResource(message, done));
    const outputs = decodeProperties(answer.getProperties());
    return { urn: answer.getUrn(), id: message.getId(), custom: true, outputs };
  }

  private register(message: messages.RegisterResourceRequest): Promise<RegisterResourceResponse> {
    return call<RegisterResourceResponse>((done) => this.monitor.registerResource(message, done));
  }

  private async registerOutputs(urn: string, outputs: PropertyMap): Promise<void> {
    const message = new messages.RegisterResourceOutputsRequest()
      .setUrn(urn)
      .setOutputs(encodeProperties(outputs, everything));
    await call<Empty>((done) => this.monitor.registerResourceOutputs(message, done));
  }

  private async resolveMap(
    described: Readonly<Record<string, unknown>>,
  ): Promise<{ values: PropertyMap; dependencies: Readonly<Record<string, readonly string[]>> }> {
    const resolved = await Promise.all(
      Object.entries(described).map(async ([key, value]) => [key, await this.resolve(value)] as const),
    );
    return {
      values: Object.fromEntries(resolved.map(([key, { value }]) => [key, value])),
      dependencies: Object.fromEntries(resolved.map(([key, { urns }]) => [key, urns])),
    };
  }

  private async resolve(described: unknown): Promise<Resolved> {
    if (Array.isArray(described)) {
      const items = await Promise.all(described.map((item) => this.resolve(item)));
      return { value: items.map(({ value }) => value), urns: items.flatMap(({ urns }) => urns) };
    }
    if (typeof described === "string" && described.startsWith("$")) return this.reference(described.slice(1));
    if (typeof described !== "object" || described === null) return { value: described as PropertyValue, urns: [] };
    if ("$secret" in described) {
      const { value, urns } = await this.resolve(described.$secret);
      return { value: new Secret(value), urns };
    }
    if ("$asset" in described)
      return { value: new Asset({ kind: "text", text: String(described.$asset) }, ""), urns: [] };
    const { values, dependencies } = await this.resolveMap(described as Readonly<Record<string, unknown>>);
    return { value: values, urns: Object.values(dependencies).flat() };
  }

  /** "name" is the resource itself, "name.key" one of its outputs, which a preview may not know yet. */
  private async reference(text: string): Promise<Resolved> {
    const [name = "", key] = text.split(".");
    const { urn, id, custom, outputs } = await this.of(name);
    const known = id === "" ? unknown : id;
    if (key === undefined) return { value: new ResourceReference(urn, custom ? known : undefined), urns: [urn] };
    if (key === "id") return { value: known, urns: [urn] };
    return { value: outputs[key] ?? (this.request.preview ? unknown : null), urns: [urn] };
  }

  private of(name: string): Promise<Registered> {
    return this.made.get(name) ?? Promise.reject(new Error(`the scenario refers to ${name} before it describes it`));
  }

  private async urnsOf(names: readonly string[]): Promise<readonly string[]> {
    return (await Promise.all(names.map((name) => this.of(name)))).map(({ urn }) => urn);
  }

  /** As the SDK: what the engine has reported ends the program quietly, anything else is logged and ends it with 32. */
  private async failed(thrown: unknown): Promise<{ code: number; lastLines: readonly string[] }> {
    if (isStatus(thrown, status.UNAVAILABLE) || isStatus(thrown, status.CANCELLED)) return { code: 0, lastLines: [] };
    const message = isDetailed(thrown) ? thrown.details : String(thrown);
    const log = new LogRequest().setSeverity(LogSeverity.ERROR).setMessage(message);
    await call<Empty>((done) => this.engine.log(log, done)).catch(() => undefined);
    return { code: 32, lastLines: [message] };
  }
}

/** A value as a field of its own. */
function encodeValue(value: PropertyValue): Value | undefined {
  return encodeProperties({ value }, everything).getFieldsMap().get("value");
}

function newRegistration({ name, type }: { name: string; type: string }): messages.RegisterResourceRequest {
  return new messages.RegisterResourceRequest()
    .setName(name)
    .setType(type)
    .setAcceptsecrets(true)
    .setAcceptresources(true);
}

function typeOf({ kind = "resource", package: name = "fake", type }: Described): string {
  if (type !== undefined) return type;
  if (kind === "component") return `${name}:index:Group`;
  return kind === "provider" ? `pulumi:providers:${name}` : `${name}:index:Thing`;
}

function call<T>(start: (done: (error: Error | null, answer: T) => void) => unknown): Promise<T> {
  return new Promise((resolve, reject) => {
    start((error, answer) => (error === null ? resolve(answer) : reject(error)));
  });
}

function isDetailed(thrown: unknown): thrown is { readonly details: string } {
  return typeof thrown === "object" && thrown !== null && "details" in thrown && typeof thrown.details === "string";
}

function isStatus(thrown: unknown, code: status): boolean {
  return typeof thrown === "object" && thrown !== null && "code" in thrown && thrown.code === code;
}
