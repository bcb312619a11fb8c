import type { ServiceError } from "@grpc/grpc-js";
import { status } from "@grpc/grpc-js";
import { ConfigureErrorMissingKeys, ErrorResourceInitFailed } from "@pulumi/pulumi/proto/provider_pb";
import { InputPropertiesError } from "@pulumi/pulumi/proto/errors_pb";
import { Status } from "@pulumi/pulumi/proto/status_pb";
import { EngineError } from "@berth/model/engine-error";
import type { PropertyMap } from "@berth/model/property";
import type { CheckFailure } from "@berth/model/provider";
import { decodeProperties } from "../wire/property-struct";

/** A create, update or read that left a resource which did not come up. */
export interface InitFailure {
  readonly id: string;
  readonly outputs: PropertyMap;
  readonly inputs: PropertyMap;
  readonly reasons: readonly string[];
}

/** The partial failure inside an error, if that is what it is. */
export function initFailureOf(error: ServiceError): InitFailure | undefined {
  const bytes = detail(error, "pulumirpc.ErrorResourceInitFailed");
  if (bytes === undefined) return undefined;
  const message = ErrorResourceInitFailed.deserializeBinary(bytes);
  return {
    id: message.getId(),
    outputs: decodeProperties(message.getProperties()),
    inputs: decodeProperties(message.getInputs()),
    reasons: message.getReasonsList(),
  };
}

/** Faults of single inputs that a provider reported as an error. */
export function inputFailuresOf(error: ServiceError): readonly CheckFailure[] | undefined {
  const bytes = detail(error, "pulumirpc.InputPropertiesError");
  if (bytes === undefined) return undefined;
  const errors = InputPropertiesError.deserializeBinary(bytes).getErrorsList();
  return errors.map((one) => ({ property: one.getPropertyPath(), reason: one.getReason() }));
}

/** The error for a person: the provider's own words, the missing keys, or what its process said before it died. */
export function pluginError(error: ServiceError, lastLines: readonly string[]): EngineError {
  const missing = detail(error, "pulumirpc.ConfigureErrorMissingKeys");
  if (missing !== undefined)
    return new EngineError(missingKeys(ConfigureErrorMissingKeys.deserializeBinary(missing)), { cause: error });
  if (error.code !== status.UNAVAILABLE || lastLines.length === 0)
    return new EngineError(error.details, { cause: error });
  const log = lastLines.map((line) => `  ${line}`).join("\n");
  return new EngineError(`the provider is gone (${error.details}); it printed:\n${log}`, { cause: error });
}

function missingKeys(message: ConfigureErrorMissingKeys): string {
  const keys = message.getMissingkeysList().map((key) => `  ${key.getName()}: ${key.getDescription()}`);
  return `missing required configuration; set each with \`pulumi config set <key> <value>\`:\n${keys.join("\n")}`;
}

function detail(error: ServiceError, type: string): Uint8Array | undefined {
  const [bytes] = error.metadata.get("grpc-status-details-bin");
  if (!(bytes instanceof Uint8Array)) return undefined;
  const found = Status.deserializeBinary(bytes)
    .getDetailsList()
    .find((any) => any.getTypeName() === type);
  return found?.getValue_asU8();
}
