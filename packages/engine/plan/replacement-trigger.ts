import { isList, isMap, type PropertyValue, Secret } from "@berth/model/property";
import { deepEqual } from "@berth/model/property-diff";
import { isKnown } from "@berth/model/property-view";

/** Whether a changed trigger replaces the resource: one that is not known does, one that comes or goes does not. */
export function isTriggered(old: PropertyValue | undefined, now: PropertyValue | undefined): boolean {
  if (!isKnown(old) || !isKnown(now)) return true;
  if (isAbsent(old) || isAbsent(now)) return false;
  return !deepEqual(revealed(old), revealed(now));
}

function isAbsent(value: PropertyValue | undefined): value is null | undefined {
  return value === undefined || value === null;
}

/** A value that has become a secret is the same value. */
function revealed(value: PropertyValue): PropertyValue {
  if (value instanceof Secret) return revealed(value.value);
  if (isList(value)) return value.map(revealed);
  if (!isMap(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, revealed(item)]));
}
