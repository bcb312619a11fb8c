import * as grpc from "@grpc/grpc-js";
import { ResourceProviderService } from "@pulumi/pulumi/proto/provider_grpc_pb";

import type { AnyKind } from "./operations";
import { Service } from "./service";

const maxMessageBytes = 400 * 1024 * 1024;
/** How long running operations may tidy up once they are told to stop. */
const stopLimitMs = 8_000;

/** Serves the kinds on a free loopback port, first line of stdout; ends with the engine, with SIGTERM and SIGINT. */
export async function serve(
  kinds: Readonly<Record<string, AnyKind>>,
  options: { version: string; engine: string | undefined },
): Promise<void> {
  const server = new grpc.Server({
    "grpc.max_receive_message_length": maxMessageBytes,
    "grpc.max_send_message_length": maxMessageBytes,
  });
  const exit = () => {
    setTimeout(() => process.exit(0), stopLimitMs).unref();
    server.tryShutdown(() => process.exit(0));
  };
  const service = new Service(kinds, options.version, { engine: options.engine, exit });
  server.addService(ResourceProviderService, service.implementation());
  const port = await new Promise<number>((resolve, reject) => {
    server.bindAsync("127.0.0.1:0", grpc.ServerCredentials.createInsecure(), (error, bound) =>
      error === null ? resolve(bound) : reject(error),
    );
  });
  process.stdout.write(`${port}\n`);
  for (const signal of ["SIGTERM", "SIGINT"] as const) {
    process.on(signal, () => {
      service.cancel(`the provider got ${signal}`);
      exit();
    });
  }
}
