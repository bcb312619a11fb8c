import type { CloudBehaviour } from "../differential-case";
import { type FakeCloud, refusal } from "../../support/fake-provider";

/** Makes the cloud behave as a step describes, and forget what earlier steps did. */
export function applyBehaviour(cloud: FakeCloud, behaviour: CloudBehaviour = {}): void {
  cloud.clear();
  const { drift = {}, gone = [], exists = {}, fails = {}, unready = {}, invalid = {}, cannotTell = false } = behaviour;
  for (const [id, properties] of Object.entries(drift))
    cloud.objects.set(id, { ...cloud.objects.get(id), ...properties });
  for (const id of gone) cloud.objects.delete(id);
  for (const [id, properties] of Object.entries(exists)) cloud.objects.set(id, properties);
  const outcome = (call: string): Promise<{ initErrors?: readonly string[] }> => {
    const [failure, reason] = [fails[call], unready[call]];
    if (failure !== undefined) return Promise.reject(refusal(failure));
    return Promise.resolve(reason === undefined ? {} : { initErrors: [reason] });
  };
  cloud.script = {
    create: (name) => outcome(`create ${name}`),
    update: (name) => outcome(`update ${name}`),
    delete: (name) => outcome(`delete ${name}`).then(() => undefined),
    check: (name: string) => {
      const reason = invalid[name];
      return reason === undefined ? [] : [{ property: "size", reason }];
    },
    ...(cannotTell ? { diff: () => ({ changes: "unknown" as const, changedKeys: [], replaceKeys: [] }) } : {}),
  };
}
