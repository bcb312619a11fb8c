import type { ReadResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { packageOf } from "@berth/model/goal";
import type { MonitorContext } from "./monitor-context";
import { withoutAbsent } from "../plan/goal-state";
import { sourcePosition } from "./registration";
import { unknownSentinel } from "@berth/model/unknown-sentinels";
import type { ResourceState } from "@berth/model/state";
import { decodeProperties } from "../wire/property-struct";

/** The state that a ReadResource request asks for; no id: it is not known yet. */
export async function readGoal(context: MonitorContext, request: ReadResourceRequest): Promise<ResourceState> {
  const type = request.getType();
  const parent = request.getParent() === "" ? undefined : request.getParent();
  const urn = context.resolver.urnOf(withoutAbsent({ parent, type, name: request.getName() }));
  const asked = { name: packageOf(type), version: request.getVersion(), downloadUrl: request.getPlugindownloadurl() };
  const explicit = request.getProvider() === "" ? undefined : request.getProvider();
  const secretOutputs = request.getAdditionalsecretoutputsList();
  return withoutAbsent({
    urn,
    type,
    custom: true,
    external: true,
    id: request.getId() === unknownSentinel ? undefined : request.getId(),
    inputs: decodeProperties(request.getProperties()),
    outputs: {},
    parent,
    provider: await context.resolver.provider(asked, explicit, parent),
    dependencies: request.getDependenciesList(),
    propertyDependencies: {},
    additionalSecretOutputs: secretOutputs.length === 0 ? undefined : secretOutputs,
    sourcePosition: sourcePosition(request.getSourceposition(), context.projectFolder),
  });
}
