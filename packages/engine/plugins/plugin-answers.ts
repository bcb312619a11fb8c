import type { CheckResponse, DiffResponse } from "@pulumi/pulumi/proto/provider_pb";
import { DiffResponse as Diff, PropertyDiff as PropertyDiffMessage } from "@pulumi/pulumi/proto/provider_pb";
import { noDiff } from "@berth/model/no-diff";
import type { CheckResult, DiffKind, DiffResult, PropertyDiff } from "@berth/model/provider";
import { decodeProperties } from "../wire/property-struct";

/** A plugin's answer that it can't tell. */
export const unknownDiff: DiffResult = { ...noDiff, changes: "unknown" };

const changes: Readonly<Record<number, DiffResult["changes"]>> = {
  [Diff.DiffChanges.DIFF_NONE]: "none",
  [Diff.DiffChanges.DIFF_SOME]: "some",
};

const kinds: Readonly<Record<number, DiffKind>> = {
  [PropertyDiffMessage.Kind.ADD]: "add",
  [PropertyDiffMessage.Kind.ADD_REPLACE]: "add-replace",
  [PropertyDiffMessage.Kind.DELETE]: "delete",
  [PropertyDiffMessage.Kind.DELETE_REPLACE]: "delete-replace",
  [PropertyDiffMessage.Kind.UPDATE]: "update",
  [PropertyDiffMessage.Kind.UPDATE_REPLACE]: "update-replace",
};

export function readCheck(message: CheckResponse): CheckResult {
  const failures = message.getFailuresList().map((one) => ({ property: one.getProperty(), reason: one.getReason() }));
  return { inputs: decodeProperties(message.getInputs()), failures };
}

export function readDiff(message: DiffResponse): DiffResult {
  return {
    changes: changes[message.getChanges()] ?? "unknown",
    replaceKeys: message.getReplacesList(),
    changedKeys: message.getDiffsList(),
    stableKeys: message.getStablesList(),
    deleteBeforeReplace: message.getDeletebeforereplace(),
    ...(message.getHasdetaileddiff() ? { detailedDiff: detailedDiff(message) } : {}),
  };
}

function detailedDiff(message: DiffResponse): Readonly<Record<string, PropertyDiff>> {
  const diffs: Record<string, PropertyDiff> = {};
  message.getDetaileddiffMap().forEach((one, path) => {
    diffs[path] = { kind: kinds[one.getKind()] ?? "update", inputDiff: one.getInputdiff() };
  });
  return diffs;
}
