import { createRequire } from "node:module";
import { dirname, join, resolve } from "node:path";
import { existsSync } from "node:fs";
import { credentials, Metadata } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  type AnalyzeDiagnostic,
  AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerInfo,
  AnalyzerResource,
  AnalyzerResourceOptions,
  AnalyzerStackConfigureRequest,
  type AnalyzerStackConfigureResponse,
  AnalyzeStackRequest,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { call } from "../plugins/plugin-client";
import { startPlugin, type PluginProcess } from "../plugins/plugin-process";
import { EngineError } from "@berth/model/engine-error";
import { channelOptions } from "../wire/channel-options";
import { parseUrn } from "@berth/model/urn";

/** What a policy says against a resource or, with `urn: ""`, against the stack. */
export interface Violation {
  readonly policy: string;
  readonly message: string;
  readonly level: "mandatory" | "advisory";
  readonly urn: string;
}

/** A planned resource as a policy sees it. */
export interface AnalyzedResource {
  readonly type: string;
  readonly urn: string;
  readonly properties: Struct;
  readonly protect: boolean;
  readonly parent?: string;
}

export interface PolicyPackRequest {
  /** The folder of PulumiPolicy.yaml. */
  readonly folder: string;
  readonly project: string;
  readonly stack: string;
  readonly preview: boolean;
  readonly environment: NodeJS.ProcessEnv;
  readonly onOutput: (line: string) => void;
}

/** Longer than any policy may think about one resource. */
const callLimitMs = 60_000;
/** The host reports its own errors to an engine; what it prints is kept, so none has to listen. */
const noEngine = "127.0.0.1:1";

/** A CrossGuard pack in Pulumi's own policy host: a process of its own, as `--policy-pack` of the CLI starts it. */
export class PolicyPack {
  private constructor(
    private readonly folder: string,
    private readonly process: PluginProcess,
    private readonly client: AnalyzerClient,
  ) {}

  /** Rejects with what the host printed when the pack does not load within a minute. */
  static async start(request: PolicyPackRequest): Promise<PolicyPack> {
    const folder = resolve(request.folder);
    if (!existsSync(join(folder, "PulumiPolicy.yaml")))
      throw new EngineError(`policy pack ${folder}: there is no PulumiPolicy.yaml in it`);
    const sdk = dirname(createRequire(join(folder, "index.js")).resolve("@pulumi/pulumi/package.json"));
    const host = await startPlugin(
      {
        kind: "spawn",
        command: process.execPath,
        args: [join(sdk, "cmd/run-policy-pack")],
        folder,
      },
      {
        name: `policy pack ${folder}`,
        engineAddress: noEngine,
        workFolder: folder,
        environment: request.environment,
        onOutput: request.onOutput,
        lastArguments: ["."],
      },
    );
    const pack = new PolicyPack(
      folder,
      host,
      new AnalyzerClient(host.address, credentials.createInsecure(), channelOptions),
    );
    await pack.configure(request);
    return pack;
  }

  /** Names of its policies. */
  async policies(): Promise<readonly string[]> {
    const info = await this.ask<AnalyzerInfo>((limits, done) =>
      this.client.getAnalyzerInfo(new Empty(), new Metadata(), limits, done),
    );
    return info.getPoliciesList().map((policy) => policy.getName());
  }

  async analyze(resource: AnalyzedResource): Promise<readonly Violation[]> {
    const { type, urn, properties, protect } = resource;
    const request = new AnalyzeRequest()
      .setType(type)
      .setUrn(urn)
      .setName(nameOf(urn))
      .setProperties(properties)
      .setOptions(new AnalyzerResourceOptions().setProtect(protect));
    const response = await this.ask<AnalyzeResponse>((limits, done) =>
      this.client.analyze(request, new Metadata(), limits, done),
    );
    return response.getDiagnosticsList().map((diagnostic) => violation(diagnostic, urn));
  }

  /** What the policies of the whole stack say. */
  async analyzeStack(resources: readonly AnalyzedResource[]): Promise<readonly Violation[]> {
    const request = new AnalyzeStackRequest().setResourcesList(resources.map(analyzerResource));
    const response = await this.ask<AnalyzeResponse>((limits, done) =>
      this.client.analyzeStack(request, new Metadata(), limits, done),
    );
    return response.getDiagnosticsList().map((diagnostic) => violation(diagnostic, diagnostic.getUrn()));
  }

  stop(): Promise<void> {
    this.client.close();
    return this.process.stop();
  }

  private async configure({ project, stack, preview }: PolicyPackRequest): Promise<void> {
    const request = new AnalyzerStackConfigureRequest().setProject(project).setStack(stack).setDryRun(preview);
    await this.ask<AnalyzerStackConfigureResponse>((limits, done) =>
      this.client.configureStack(request, new Metadata(), limits, done),
    );
  }

  private async ask<Response>(start: Start<Response>): Promise<Response> {
    try {
      return await call<Response>((done) => start({ deadline: Date.now() + callLimitMs }, done));
    } catch (thrown) {
      const lines = this.process.lastLines().map((line) => `\n  ${line}`);
      throw EngineError.from(thrown, `policy pack ${this.folder}${lines.join("")}`);
    }
  }
}

type Start<Response> = (
  limits: { deadline: number },
  done: Parameters<Parameters<typeof call<Response>>[0]>[0],
) => unknown;

function analyzerResource({ type, urn, properties, protect, parent = "" }: AnalyzedResource): AnalyzerResource {
  return new AnalyzerResource()
    .setType(type)
    .setUrn(urn)
    .setName(nameOf(urn))
    .setProperties(properties)
    .setParent(parent)
    .setOptions(new AnalyzerResourceOptions().setProtect(protect));
}

function violation(diagnostic: AnalyzeDiagnostic, urn: string): Violation {
  const isMandatory = diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY;
  const level = isMandatory ? "mandatory" : "advisory";
  return { policy: diagnostic.getPolicyname(), message: diagnostic.getMessage(), level, urn };
}

function nameOf(urn: string): string {
  return parseUrn(urn).name;
}
