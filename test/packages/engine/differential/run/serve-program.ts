import { LanguageRuntimeService } from "@pulumi/pulumi/proto/language_grpc_pb";
import type { RunRequest } from "@pulumi/pulumi/proto/language_pb";
import { GetRequiredPackagesResponse, RunResponse } from "@pulumi/pulumi/proto/language_pb";
import { PluginInfo } from "@pulumi/pulumi/proto/plugin_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type RunningServer, startServer, unary } from "../../../../../packages/engine/program/grpc-server";
import { inProcessProgram } from "../../support/in-process-program";
import type { Scenario } from "../../support/scenario";

/** Serves a scenario as a language runtime, which `pulumi --client ADDRESS` runs instead of a program of its own. */
export function serveProgram(scenario: Scenario): Promise<RunningServer> {
  return startServer([
    {
      definition: LanguageRuntimeService,
      implementation: {
        handshake: unary(() => Promise.resolve(new Empty())),
        getPluginInfo: unary(() => Promise.resolve(new PluginInfo().setVersion("1.0.0"))),
        getRequiredPackages: unary(() => Promise.resolve(new GetRequiredPackagesResponse())),
        cancel: unary(() => Promise.resolve(new Empty())),
        run: unary((request: RunRequest) => run(scenario, request)),
      },
    },
  ]);
}

async function run(scenario: Scenario, request: RunRequest): Promise<RunResponse> {
  const program = inProcessProgram(scenario, { inOrder: true })({
    project: request.getProject(),
    stack: request.getStack(),
    projectFolder: request.getPwd(),
    programFolder: request.getPwd(),
    entry: ".",
    nodeArguments: [],
    typescript: false,
    engineAddress: request.getMonitorAddress(),
    preview: request.getDryrun(),
    parallel: request.getParallel(),
    config: { config: {}, secretKeys: [] },
    environment: {},
    onOutput: () => undefined,
  });
  const { code, lastLines } = await program.exit;
  await program.stop();
  return new RunResponse().setError(code === 0 ? "" : (lastLines[0] ?? "the program failed"));
}
