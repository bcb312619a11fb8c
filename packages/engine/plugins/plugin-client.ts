import type { ServiceError } from "@grpc/grpc-js";
import { credentials, status } from "@grpc/grpc-js";
import { ResourceProviderClient } from "@pulumi/pulumi/proto/provider_grpc_pb";
import { channelOptions } from "../wire/channel-options";

/** Makes a call that ends in a callback into a promise; rejects with the ServiceError as it came. */
export function call<Response>(
  start: (done: (error: ServiceError | null, response: Response) => void) => unknown,
): Promise<Response> {
  return new Promise((resolve, reject) => {
    start((error, response) => (error === null ? resolve(response) : reject(error)));
  });
}

export function connectPlugin(address: string): ResourceProviderClient {
  return new ResourceProviderClient(address, credentials.createInsecure(), channelOptions);
}

export function isServiceError(thrown: unknown): thrown is ServiceError {
  return thrown instanceof Error && "code" in thrown && "metadata" in thrown;
}

/** True for a method that the plugin does not have. */
export function isUnimplemented(thrown: unknown): boolean {
  return isServiceError(thrown) && thrown.code === status.UNIMPLEMENTED;
}

/** Resolves when the plugin answers on its port; rejects after `limitMs`. */
export function waitForReady(client: ResourceProviderClient, limitMs: number): Promise<void> {
  return new Promise((resolve, reject) => {
    client.waitForReady(Date.now() + limitMs, (error) => (error === undefined ? resolve() : reject(error)));
  });
}
