import * as proto from "@pulumi/pulumi/proto/provider_pb";

import type { Fault } from "../fields";
import { rootOf } from "../input-diff";
import type { Change, Changes } from "./operations";

/** Check failures on the wire. */
export function failuresOf(faults: readonly Fault[]): proto.CheckFailure[] {
  return faults.map(({ property, reason }) => new proto.CheckFailure().setProperty(property).setReason(reason));
}

/** A diff on the wire: exact paths, and the keys to replace. */
export function changesOf(changes: Changes, deleteBeforeReplace: boolean): proto.DiffResponse {
  const { DIFF_NONE, DIFF_SOME } = proto.DiffResponse.DiffChanges;
  const entries = Object.entries(changes);
  const roots = (picked: typeof entries) => [...new Set(picked.map(([path]) => rootOf(path)))];
  const response = new proto.DiffResponse()
    .setChanges(entries.length === 0 ? DIFF_NONE : DIFF_SOME)
    .setDiffsList(roots(entries))
    .setReplacesList(roots(entries.filter(([, change]) => change.replace)))
    .setDeletebeforereplace(deleteBeforeReplace)
    .setHasdetaileddiff(true);
  for (const [path, change] of entries) response.getDetaileddiffMap().set(path, propertyDiff(change));
  return response;
}

const { Kind } = proto.PropertyDiff;
const kinds = {
  add: [Kind.ADD, Kind.ADD_REPLACE],
  delete: [Kind.DELETE, Kind.DELETE_REPLACE],
  update: [Kind.UPDATE, Kind.UPDATE_REPLACE],
} as const;

function propertyDiff({ difference, replace, input }: Change): proto.PropertyDiff {
  const [change, replacement] = kinds[difference];
  return new proto.PropertyDiff().setKind(replace ? replacement : change).setInputdiff(input);
}
