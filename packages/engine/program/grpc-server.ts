import type { handleUnaryCall, UntypedServiceImplementation, ServiceDefinition } from "@grpc/grpc-js";
import { Server, ServerCredentials, status } from "@grpc/grpc-js";
import { EngineError } from "@berth/model/engine-error";
import { ReportedError } from "../execute/run";
import { channelOptions } from "../wire/channel-options";

export interface RunningServer {
  /** "127.0.0.1:port". */
  readonly address: string;
  /** Cuts open calls; idempotent. */
  close(): void;
}

export interface Service {
  readonly definition: ServiceDefinition;
  readonly implementation: UntypedServiceImplementation;
}

/** Serves on a free loopback port. */
export async function startServer(services: readonly Service[]): Promise<RunningServer> {
  const server = new Server(channelOptions);
  for (const { definition, implementation } of services) server.addService(definition, implementation);
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", ServerCredentials.createInsecure(), (cause, bound) =>
      cause === null ? resolve(bound) : reject(new EngineError(`open a loopback port: ${cause.message}`, { cause })),
    );
  });
  return { address: `127.0.0.1:${port}`, close: () => server.forceShutdown() };
}

/**
 * A method as a promise. What the person has been told of already is answered as UNAVAILABLE: the SDK then ends quietly.
 * Anything else is UNKNOWN, which the SDK hands to the program as an error.
 */
export function unary<Request, Response>(
  handle: (request: Request) => Promise<Response>,
): handleUnaryCall<Request, Response> {
  return (call, callback) => {
    handle(call.request).then(
      (response) => callback(null, response),
      (thrown: unknown) => {
        const code = thrown instanceof ReportedError ? status.UNAVAILABLE : status.UNKNOWN;
        callback({ code, details: EngineError.from(thrown).message });
      },
    );
  };
}
