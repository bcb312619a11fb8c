import { EngineService } from "@pulumi/pulumi/proto/engine_grpc_pb";
import type { LogRequest, SetRootResourceRequest } from "@pulumi/pulumi/proto/engine_pb";
import {
  GetRootResourceResponse,
  LogSeverity,
  RequirePulumiVersionResponse,
  SetRootResourceResponse,
} from "@pulumi/pulumi/proto/engine_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import type { EventSink, Severity } from "@berth/model/events";
import type { Service } from "./grpc-server";
import { unary } from "./grpc-server";

const severities: Readonly<Record<number, Severity>> = {
  [LogSeverity.DEBUG]: "debug",
  [LogSeverity.INFO]: "info",
  [LogSeverity.WARNING]: "warning",
  [LogSeverity.ERROR]: "error",
};

/** Pulumi's Engine service: the log lines of the program and of providers. */
export function engineService(emit: EventSink): Service {
  let root = "";
  return {
    definition: EngineService,
    implementation: {
      log: unary((request: LogRequest) => {
        log(request, emit);
        return Promise.resolve(new Empty());
      }),
      setRootResource: unary((request: SetRootResourceRequest) => {
        root = request.getUrn();
        return Promise.resolve(new SetRootResourceResponse());
      }),
      getRootResource: unary(() => Promise.resolve(new GetRootResourceResponse().setUrn(root))),
      startDebugging: unary(() => Promise.resolve(new Empty())),
      // The programs' ranges are about the CLI's version; this engine has none to compare.
      requirePulumiVersion: unary(() => Promise.resolve(new RequirePulumiVersionResponse())),
    },
  };
}

function log(request: LogRequest, emit: EventSink): void {
  const severity = severities[request.getSeverity()] ?? "info";
  // The SDK logs every step it takes: most of a run's calls.
  if (severity === "debug") return;
  const urn = request.getUrn();
  emit({
    kind: "diagnostic",
    severity,
    message: request.getMessage(),
    ...(urn === "" ? {} : { urn }),
    ...(request.getEphemeral() ? { ephemeral: true } : {}),
  });
}
