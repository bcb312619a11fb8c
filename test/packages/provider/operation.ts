import type { Operation } from "../../../packages/provider/resource-kind";

export interface RecordedOperation extends Operation {
  readonly said: string[];
}

/** An operation whose messages can be read. */
export function operationNamed(name: string, signal = AbortSignal.timeout(60_000)): RecordedOperation {
  const said: string[] = [];
  const urn = `urn:pulumi:dev::berth::berth:index:Test::${name}`;
  return {
    urn,
    name,
    signal,
    said,
    progress: (message) => said.push(message),
    warn: (message) => said.push(`warning: ${message}`),
  };
}
