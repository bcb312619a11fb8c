import type { ProviderHandshakeResponse } from "@pulumi/pulumi/proto/provider_pb";
import { ProviderHandshakeRequest } from "@pulumi/pulumi/proto/provider_pb";
import { PluginAttach } from "@pulumi/pulumi/proto/plugin_pb";
import type { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import type { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { EngineError } from "@berth/model/engine-error";
import type { PackageRequest } from "../plan/provider-reference";
import { call, connectPlugin, isUnimplemented, waitForReady } from "./plugin-client";
import type { PluginLaunch, PluginSources } from "./plugin-lookup";
import { PluginProvider } from "./plugin-provider";
import type { PluginProcess } from "./plugin-process";
import { startPlugin } from "./plugin-process";
import type { Capabilities, Provider } from "@berth/model/provider";
import type { ResolvedConfig } from "../project/stack-config";

/** How long a plugin may take to answer its first call. */
const answerLimitMs = 10_000;

export interface PluginContext {
  readonly sources: PluginSources;
  readonly project: string;
  readonly config: ResolvedConfig;
  readonly engineAddress: string;
  readonly onOutput: (packageName: string, line: string) => void;
}

/** Starts (or finds) the plugin and shakes hands; rejects with what it printed when it does not answer. */
export async function loadPlugin(
  launch: PluginLaunch,
  request: PackageRequest,
  context: PluginContext,
): Promise<Provider> {
  const plugin = await startPlugin(launch, {
    name: request.name,
    engineAddress: context.engineAddress,
    workFolder: context.sources.programFolder,
    environment: pluginEnvironment(request.name, context),
    onOutput: (line) => context.onOutput(request.name, line),
  });
  const client = connectPlugin(plugin.address);
  try {
    await waitForReady(client, answerLimitMs);
    if (launch.kind === "attach")
      await call<Empty>((done) => client.attach(new PluginAttach().setAddress(context.engineAddress), done));
    return new PluginProvider(request.name, { client, plugin }, await shakeHands(client, plugin, context));
  } catch (thrown) {
    client.close();
    await plugin.stop();
    throw EngineError.from(thrown, `talk to plugin ${request.name} at ${plugin.address}`);
  }
}

async function shakeHands(
  client: ResourceProviderClient,
  plugin: PluginProcess,
  context: PluginContext,
): Promise<Capabilities | undefined> {
  const message = new ProviderHandshakeRequest()
    .setEngineAddress(context.engineAddress)
    .setConfigureWithUrn(true)
    .setInvokeWithPreview(true);
  if (plugin.folder !== undefined) message.setRootDirectory(plugin.folder).setProgramDirectory(plugin.folder);
  try {
    const answer = await call<ProviderHandshakeResponse>((done) => client.handshake(message, done));
    return { secrets: answer.getAcceptSecrets(), resources: answer.getAcceptResources(), preview: false };
  } catch (thrown) {
    if (isUnimplemented(thrown)) return undefined;
    throw thrown;
  }
}

function pluginEnvironment(packageName: string, context: PluginContext): NodeJS.ProcessEnv {
  const { config } = context.config;
  const prefix = `${packageName}:`;
  const own = Object.entries(config).filter(([key]) => key.startsWith(prefix));
  return {
    ...context.sources.environment,
    PULUMI_PROJECT: context.project,
    ...(packageName === "pulumi-nodejs" ? { PULUMI_NODEJS_PROJECT: context.project } : {}),
    PULUMI_CONFIG: JSON.stringify(Object.fromEntries(own.map(([key, text]) => [key.slice(prefix.length), text]))),
  };
}
