import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest, RequirePulumiVersionRequest, SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { Severity } from "@berth/model/events";
import type { Run } from "../execute/run";
import type { Service } from "./grpc-server";
import { unary } from "./grpc-server";
import { throwIfUnsatisfied } from "../project/version-range";

const severities: Readonly<Record<number, Severity>> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** Pulumi's Engine service: the log lines of the program and of providers. */
export function engineService(run: Pick<Run, "emit" | "status">): Service {
  let root = "";
  const errors = new Set<string>();
  return {
    definition: EngineService,
    implementation: {
      log: unary((request: LogRequest) => {
        log(request, run, errors);
        return Promise.resolve(new Empty());
      }),
      setRootResource: unary((request: SetRootResourceRequest) => {
        root = request.getUrn();
        return Promise.resolve(new SetRootResourceResponse());
      }),
      getRootResource: unary(() => Promise.resolve(new GetRootResourceResponse().setUrn(root))),
      startDebugging: unary(() => Promise.resolve(new Empty())),
      requirePulumiVersion: unary(async (request: RequirePulumiVersionRequest) => {
        await Promise.resolve();
        throwIfUnsatisfied(request.getPulumiVersionRange());
        return new RequirePulumiVersionResponse();
      }),
    },
  };
}

/** An error is reported once; what comes after the run has failed is a consequence, and not kept. */
function log(request: LogRequest, { emit, status }: Pick<Run, "emit" | "status">, errors: Set<string>): void {
  const severity = severities[request.getSeverity()] ?? "info";
  // The SDK logs every step it takes: most of a run's calls.
  if (severity === "debug") return;
  const urn = request.getUrn();
  const message = request.getMessage();
  if (severity === "error" && errors.has(message)) return;
  if (severity === "error") errors.add(message);
  const isKept = status.isGoing && !request.getEphemeral();
  emit({
    kind: "diagnostic",
    severity,
    message,
    ...(urn === "" ? {} : { urn }),
    ...(isKept ? {} : { ephemeral: true }),
  });
}
