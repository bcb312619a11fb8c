import { ResourceMonitorService } from "@pulumi/pulumi/proto/resource_grpc_pb";
import {
  DeploymentInfo,
  ReadResourceResponse,
  ResourceMonitorFeature,
  RegisterResourceResponse,
  Result,
  SupportsFeatureResponse,
} from "@pulumi/pulumi/proto/resource_pb";
import type {
  ReadResourceRequest,
  RegisterResourceOutputsRequest,
  RegisterResourceRequest,
  ResourceCallRequest,
  SupportsFeatureRequest,
} from "@pulumi/pulumi/proto/resource_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { withAssetHashes } from "../assets/asset-hash";
import { EngineError } from "@berth/model/engine-error";
import type { Goal } from "@berth/model/goal";
import { stackType } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";
import type { Service } from "./grpc-server";
import { unary } from "./grpc-server";
import type { MonitorContext } from "./monitor-context";
import { invokeFunction } from "./monitor-invoke";
import { readGoal } from "./monitor-read";
import { readRegistration } from "./registration";
import { reportError, StepError } from "../execute/run";
import { parseUrn } from "@berth/model/urn";
import { decodeProperties, encodeProperties } from "../wire/property-struct";

/**
 * Of ResourceMonitorFeature, those that are here: secrets, resource references, output values, alias specs, replacement trigger,
 * deletedWith, replaceWith.
 * The SDK refuses what a program uses of the others.
 */
const features: readonly { readonly id: string; readonly feature: ResourceMonitorFeature }[] = [
  { id: "secrets", feature: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_SECRETS },
  { id: "resourceReferences", feature: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_RESOURCE_REFERENCES },
  { id: "outputValues", feature: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_OUTPUT_VALUES },
  { id: "aliasSpecs", feature: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_ALIAS_SPECS },
  { id: "replacementTrigger", feature: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACEMENT_TRIGGER },
  { id: "replaceWith", feature: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_REPLACE_WITH },
  { id: "deletedWith", feature: ResourceMonitorFeature.RESOURCE_MONITOR_FEATURE_DELETED_WITH },
];

/** Pulumi's ResourceMonitor: what a program registers, reads and calls. */
export function monitorService(context: MonitorContext): Service {
  let shutdown = false;
  const refuse = (what: string) =>
    unary(() =>
      Promise.reject(new EngineError(`${what} are not supported by this engine; run it with the pulumi CLI`)),
    );
  return {
    definition: ResourceMonitorService,
    implementation: {
      getDeploymentInfo: unary(() => Promise.resolve(deploymentInfo(context))),
      supportsFeature: unary((request: SupportsFeatureRequest) =>
        Promise.resolve(new SupportsFeatureResponse().setHassupport(features.some(({ id }) => id === request.getId()))),
      ),
      registerResource: unary((request: RegisterResourceRequest) =>
        reported(context, registerResource(context, request)),
      ),
      registerResourceOutputs: unary((request: RegisterResourceOutputsRequest) =>
        reported(context, registerOutputs(context, request)),
      ),
      readResource: unary((request: ReadResourceRequest) => reported(context, readResource(context, request))),
      invoke: unary((request: Parameters<typeof invokeFunction>[1]) => invokeFunction(context, request)),
      call: unary((request: ResourceCallRequest) =>
        Promise.reject(
          new EngineError(
            `method ${request.getTok()}: methods of remote components are not supported by this engine; run it with the pulumi CLI`,
          ),
        ),
      ),
      registerStackTransform: refuse("stack transforms"),
      registerStackInvokeTransform: refuse("stack invoke transforms"),
      registerResourceHook: refuse("resource hooks"),
      registerErrorHook: refuse("error hooks"),
      registerPackage: refuse("parameterized packages"),
      existsResource: refuse("`exists` look-ups"),
      signalAndWaitForShutdown: unary(async () => {
        if (shutdown) throw new EngineError("shutdown was signalled before");
        shutdown = true;
        await context.onProgramDone();
        return new Empty();
      }),
    },
  };
}

function deploymentInfo({ run, project, stack, parallel }: MonitorContext): DeploymentInfo {
  return new DeploymentInfo()
    .setProject(project)
    .setStack(stack)
    .setOrganization("organization")
    .setDryrun(run.preview)
    .setParallel(parallel)
    .setSupportedfeaturesList(features.map(({ feature }) => feature));
}

async function registerResource(
  context: MonitorContext,
  request: RegisterResourceRequest,
): Promise<RegisterResourceResponse> {
  const goal = await context.resolver.resolve(readRegistration(request, context.projectFolder));
  const state = await registered(context, goal);
  if (state === undefined) return new RegisterResourceResponse().setUrn(goal.urn).setResult(Result.FAIL);
  const keep = { keepSecrets: request.getAcceptsecrets(), keepResources: request.getAcceptresources() };
  // A component's outputs are the program's own business until it registers them.
  const outputs = state.custom ? state.outputs : {};
  return new RegisterResourceResponse()
    .setUrn(state.urn)
    .setId(state.id ?? "")
    .setUnknown(context.registrar.selected.isSkipped(state.urn))
    .setObject(encodeProperties(outputs, { ...keep, keepUnknowns: true, elideAssets: false }));
}

/** Undefined for a resource that failed in a run that goes on. */
async function registered(context: MonitorContext, goal: Goal): Promise<ResourceState | undefined> {
  try {
    return await context.registrar.register(goal);
  } catch (thrown) {
    if (thrown instanceof StepError && context.run.status.isGoing) return undefined;
    throw thrown;
  }
}

async function registerOutputs(context: MonitorContext, request: RegisterResourceOutputsRequest): Promise<Empty> {
  const urn = request.getUrn();
  const outputs = await withAssetHashes(decodeProperties(request.getOutputs()), context.programFolder);
  const before = context.run.journal.finished(urn)?.outputs ?? {};
  context.run.emit({ kind: "outputs", urn, before, after: outputs });
  if (parseUrn(urn).type === stackType) context.onStackOutputs(outputs);
  else await context.run.journal.record({ kind: "outputs", urn, outputs });
  return new Empty();
}

async function readResource(context: MonitorContext, request: ReadResourceRequest): Promise<ReadResourceResponse> {
  const state = await context.reader.read(await readGoal(context, request));
  const keep = { keepSecrets: request.getAcceptsecrets(), keepResources: request.getAcceptresources() };
  return new ReadResourceResponse()
    .setUrn(state.urn)
    .setProperties(encodeProperties(state.outputs, { ...keep, keepUnknowns: true, elideAssets: false }));
}

/** The error is reported now and the program ends quietly, so that the run cannot go on: what it registers is not all. */
async function reported<T>(context: MonitorContext, answer: Promise<T>): Promise<T> {
  try {
    return await answer;
  } catch (thrown) {
    const error = reportError(context.run, thrown);
    context.run.status.fail();
    throw error;
  }
}
