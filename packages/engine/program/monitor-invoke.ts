import { CheckFailure } from "@pulumi/pulumi/proto/provider_pb";
import type { ResourceInvokeRequest } from "@pulumi/pulumi/proto/resource_pb";
import { ResourceInvokeResponse } from "@pulumi/pulumi/proto/resource_pb";
import { EngineError } from "@berth/model/engine-error";
import { packageOf } from "@berth/model/goal";
import type { MonitorContext } from "./monitor-context";
import type { PropertyMap } from "@berth/model/property";
import { Secret } from "@berth/model/property";
import { hasSecret } from "@berth/model/property-view";
import { decodeProperties, encodeProperties } from "../wire/property-struct";

/** Calls a provider's function; an error is the program's to handle. */
export async function invokeFunction(
  context: MonitorContext,
  request: ResourceInvokeRequest,
): Promise<ResourceInvokeResponse> {
  const token = request.getTok();
  if (request.getPackageref() !== "")
    throw new EngineError(`${token}: parameterized packages are not supported by this engine`);
  const args = decodeProperties(request.getArgs());
  const { result, failures } = await callProvider(context, request, args);
  const response = new ResourceInvokeResponse();
  response.setFailuresList(
    failures.map(({ property, reason }) => new CheckFailure().setProperty(property).setReason(reason)),
  );
  if (failures.length > 0) return response;
  const options = {
    keepSecrets: true,
    keepUnknowns: true,
    keepResources: request.getAcceptresources(),
    elideAssets: false,
  };
  return response.setReturn(encodeProperties(result, options));
}

async function callProvider(
  context: MonitorContext,
  request: ResourceInvokeRequest,
  args: PropertyMap,
): Promise<{ result: PropertyMap; failures: readonly { property: string; reason: string }[] }> {
  const token = request.getTok();
  if (token === "pulumi:pulumi:getResource") return { result: registeredResource(context, args), failures: [] };
  const asked = { name: packageOf(token), version: request.getVersion(), downloadUrl: request.getPlugindownloadurl() };
  const explicit = request.getProvider() === "" ? undefined : request.getProvider();
  const reference = await context.resolver.provider(asked, explicit, undefined);
  const { run } = context;
  const provider = await run.registry.get(reference);
  const answer = await run.limit.run(() => provider.invoke({ token, args }));
  if (provider.capabilities.secrets || !hasSecret(args)) return answer;
  return {
    ...answer,
    result: Object.fromEntries(Object.entries(answer.result).map(([key, value]) => [key, new Secret(value)])),
  };
}

/** What a resource reference stands for, of the resources that this run has registered. */
function registeredResource(context: MonitorContext, args: PropertyMap): PropertyMap {
  const { urn } = args;
  const state = typeof urn === "string" ? context.registrar.registered.state(urn) : undefined;
  if (state === undefined)
    throw new EngineError(`pulumi:pulumi:getResource: this run has not registered ${JSON.stringify(urn)}`);
  // A component's outputs come after its registration.
  const { outputs } = context.run.journal.finished(state.urn) ?? state;
  return { urn: state.urn, id: state.id ?? "", provider: state.provider ?? "", state: outputs };
}
