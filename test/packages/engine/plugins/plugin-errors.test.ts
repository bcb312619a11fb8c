import { Metadata, type ServiceError, status } from "@grpc/grpc-js";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { ConfigureErrorMissingKeys, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { Any } from "google-protobuf/google/protobuf/any_pb";
import { Struct } from "google-protobuf/google/protobuf/struct_pb";
import { initFailureOf, inputFailuresOf, pluginError } from "../../../../packages/engine/plugins/plugin-errors";

interface Detail {
  readonly type: string;
  readonly message: { serializeBinary(): Uint8Array };
}

/** A gRPC error as a plugin sends it: with a message of Pulumi's protocol among its details. */
function serviceError(code: status, detail?: Detail): ServiceError {
  const metadata = new Metadata();
  if (detail !== undefined) {
    const any = new Any();
    any.pack(detail.message.serializeBinary(), `pulumirpc.${detail.type}`);
    metadata.set("grpc-status-details-bin", Buffer.from(new Status().setDetailsList([any]).serializeBinary()));
  }
  return Object.assign(new Error("2 UNKNOWN: quota exceeded"), { code, details: "quota exceeded", metadata });
}

test("finds the resource that was created but did not come up", () => {
  const message = new ErrorResourceInitFailed()
    .setId("i-1")
    .setProperties(Struct.fromJavaScript({ size: 2 }))
    .setInputs(Struct.fromJavaScript({ size: 1 }))
    .setReasonsList(["never healthy"]);
  const error = serviceError(status.UNKNOWN, { type: "ErrorResourceInitFailed", message });
  const found = { id: "i-1", outputs: { size: 2 }, inputs: { size: 1 }, reasons: ["never healthy"] };
  expect(initFailureOf(error)).toEqual(found);
  expect(inputFailuresOf(error)).toBeUndefined();
});

test("finds the faults of single inputs", () => {
  const fault = new InputPropertiesError.PropertyError().setPropertyPath("ports[0]").setReason("is taken");
  const message = new InputPropertiesError().setErrorsList([fault]);
  const error = serviceError(status.INVALID_ARGUMENT, { type: "InputPropertiesError", message });
  expect(inputFailuresOf(error)).toEqual([{ property: "ports[0]", reason: "is taken" }]);
  expect(initFailureOf(error)).toBeUndefined();
});

test("lists the configuration keys that are missing, with the command that sets one", () => {
  const key = new ConfigureErrorMissingKeys.MissingKey().setName("aws:region").setDescription("The region.");
  const message = new ConfigureErrorMissingKeys().setMissingkeysList([key]);
  const error = serviceError(status.INVALID_ARGUMENT, { type: "ConfigureErrorMissingKeys", message });
  expect(pluginError(error, []).message).toBe(
    "missing required configuration; set each with `pulumi config set <key> <value>`:\n  aws:region: The region.",
  );
});

test("has the plugin's own message, and its last lines when its process is gone", () => {
  expect(initFailureOf(serviceError(status.UNKNOWN))).toBeUndefined();
  expect(pluginError(serviceError(status.UNKNOWN), ["noise"]).message).toBe("quota exceeded");
  expect(pluginError(serviceError(status.UNAVAILABLE), []).message).toBe("quota exceeded");
  expect(pluginError(serviceError(status.UNAVAILABLE), ["panic:", "stack"]).message).toBe(
    "the provider is gone (quota exceeded); it printed:\n  panic:\n  stack",
  );
});
