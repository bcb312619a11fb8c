import { readFileSync } from "node:fs";
import { join } from "node:path";
import type { Backend, StackReference } from "./backend";
import { checkpointPath } from "./backend";
import { EngineError } from "@berth/model/engine-error";
import type { StackConfigFile } from "../project/stack-config";
import { writeFileAtomically } from "../project/stack-file";

/** One update, as `pulumi stack history` shows it. */
export interface UpdateRecord {
  readonly kind: "update" | "preview" | "refresh" | "destroy" | "resource-import";
  readonly startTime: Date;
  readonly endTime: Date;
  readonly message: string;
  readonly environment: Readonly<Record<string, string>>;
  /** Values as in Pulumi.<stack>.yaml: secrets stay encrypted. */
  readonly config: StackConfigFile["values"];
  readonly result: "succeeded" | "failed";
  /** Counts by operation. */
  readonly resourceChanges: Readonly<Record<string, number>>;
}

/** Adds the record and a copy of the checkpoint to the stack's history, and a copy to its backups. */
export function recordUpdate(backend: Backend, stack: StackReference, record: UpdateRecord): void {
  const checkpoint = readCheckpoint(checkpointPath(backend, stack));
  const place = (kind: string): string => join(backend.root, ".pulumi", kind, stack.project, stack.stack);
  const entry = join(place("history"), `${stack.stack}-${nanoseconds(record.endTime)}`);
  writeFileAtomically(`${entry}.history.json`, JSON.stringify(encodeRecord(record)));
  writeFileAtomically(`${entry}.checkpoint.json`, checkpoint);
  writeFileAtomically(join(place("backups"), `${stack.stack}.${nanoseconds(record.endTime)}.json`), checkpoint);
}

function encodeRecord({ startTime, endTime, ...record }: UpdateRecord): unknown {
  return { ...record, startTime: seconds(startTime), endTime: seconds(endTime), version: 0 };
}

function readCheckpoint(path: string): string {
  try {
    return readFileSync(path, "utf8");
  } catch (thrown) {
    throw EngineError.from(thrown, "record the update");
  }
}

function seconds(time: Date): number {
  return Math.floor(time.getTime() / 1000);
}

function nanoseconds(time: Date): string {
  return `${time.getTime()}000000`;
}
