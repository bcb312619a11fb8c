import * as grpc from "@grpc/grpc-js";

/** A unary gRPC handler of a function: errors become statuses, cancellation becomes an abort signal. */
export function answering<Request, Response>(
  answer: (request: Request, signal: AbortSignal) => Response | Promise<Response>,
): grpc.handleUnaryCall<Request, Response> {
  return (call, callback) => {
    const cancelled = new AbortController();
    call.on("cancelled", () => cancelled.abort(new Error("the engine cancelled the call")));
    Promise.resolve()
      .then(() => answer(call.request, cancelled.signal))
      .then(
        (response) => callback(null, response),
        (error: unknown) => callback(statusOf(error)),
      );
  };
}

/** A fault of the world leaves a state that can be tried again; a fault of this code shows where it is. */
function statusOf(error: unknown): grpc.ServiceError | Partial<grpc.StatusObject> {
  const isFaultOfCode = !(error instanceof Error) || error instanceof TypeError || error instanceof RangeError;
  const message = error instanceof Error ? ((isFaultOfCode ? error.stack : undefined) ?? error.message) : String(error);
  return { code: isFaultOfCode ? grpc.status.INTERNAL : grpc.status.FAILED_PRECONDITION, details: message };
}
