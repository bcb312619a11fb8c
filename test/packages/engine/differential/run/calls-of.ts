import type { FakeCloud } from "../../support/fake-provider";

/** The calls for resources that the cloud has had, "method name", in order. */
export function callsOf(cloud: FakeCloud): readonly string[] {
  return cloud.calls.filter(({ method }) => method !== "configure").map(({ method, name }) => `${method} ${name}`);
}
