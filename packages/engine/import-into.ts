import type { ImportRequest } from "./deploy-request";
import { importResources } from "./execute/import-run";
import type { Run } from "./execute/run";
import { type PlannedImport, plannedImports } from "./plan/planned-imports";
import { packageConfig } from "./project/package-config";
import type { OpenedStack } from "./stack/opened-stack";
import { decodeStored } from "./stack/stored-value";
import type { JsonObject } from "./wire/go-json";

/** What a request takes over into a stack; throws an EngineError that lists all faults of its file. */
export function importsInto(stack: OpenedStack, request: ImportRequest | undefined): readonly PlannedImport[] {
  if (request === undefined) return [];
  return plannedImports(request.file, {
    ...stack.reference,
    protect: request.protect,
    decode: (fields, at) => decodeStored(fields as JsonObject, stack.crypter, at),
  });
}

/** Carries the imports out with the stack's configuration. */
export function importInto(run: Run, imports: readonly PlannedImport[], stack: OpenedStack): Promise<void> {
  const configOf = (packageName: string) => packageConfig(stack.config, packageName);
  return importResources(run, imports, { ...stack.reference, configOf });
}
