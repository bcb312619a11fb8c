import * as grpc from "@grpc/grpc-js";
import { EngineClient } from "@pulumi/pulumi/proto/engine_grpc_pb";
import { LogRequest, LogSeverity } from "@pulumi/pulumi/proto/engine_pb";

/** The engine's log. Without an address (a plugin started by hand) messages go to stderr. */
export class EngineLog {
  private readonly client?: EngineClient;

  constructor(private readonly address: string | undefined) {
    if (address !== undefined) this.client = new EngineClient(address, grpc.credentials.createInsecure());
  }

  /** A passing message beside the resource. */
  progress(urn: string, message: string): void {
    this.send(urn, message, { severity: LogSeverity.INFO, ephemeral: true });
  }

  warn(urn: string, message: string): void {
    this.send(urn, message, { severity: LogSeverity.WARNING, ephemeral: false });
  }

  /** Calls back once when an engine that was reachable no longer is. */
  whenGone(callback: () => void): void {
    if (this.client === undefined) return;
    watch(this.client.getChannel(), false, callback);
  }

  close(): void {
    this.client?.close();
  }

  private send(urn: string, message: string, kind: { severity: LogSeverity; ephemeral: boolean }): void {
    if (this.client === undefined) {
      process.stderr.write(`${message}\n`);
      return;
    }
    const request = new LogRequest().setUrn(urn).setMessage(message).setSeverity(kind.severity);
    this.client.log(request.setEphemeral(kind.ephemeral), (error) => {
      if (error !== null) process.stderr.write(`${message} (log to engine ${this.address ?? ""}: ${error.message})\n`);
    });
  }
}

type Channel = ReturnType<grpc.Client["getChannel"]>;

const { READY, SHUTDOWN, TRANSIENT_FAILURE } = grpc.connectivityState;

function watch(channel: Channel, wasReady: boolean, callback: () => void): void {
  const state = channel.getConnectivityState(true);
  if (state === SHUTDOWN) return;
  if (wasReady && state === TRANSIENT_FAILURE) {
    callback();
    return;
  }
  channel.watchConnectivityState(state, Infinity, (error?: Error) => {
    if (error === undefined) watch(channel, wasReady || state === READY, callback);
  });
}
