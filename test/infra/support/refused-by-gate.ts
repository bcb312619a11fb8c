import { createBody } from "../../../packages/docker/container/container-body";
import { InputsReader } from "../../../packages/docker/bridge/inputs-reader";
import { withoutSecrets } from "../../../packages/model/property-view";
import { askGate } from "../../support/ask-gate";
import type { BerthProgram } from "./berth-program";

/** What the gate of a host would refuse of the containers that the last run of a program has created, a line each. */
export function refusedByGate({ events }: Pick<BerthProgram, "events">): {
  readonly containers: number;
  readonly refused: readonly string[];
} {
  const steps = events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
  const containers = steps.filter(({ type, after }) => /^docker:index\/container/.test(type) && after !== undefined);
  const requests = containers.map(({ after }) => ({
    method: "POST",
    target: "/v1.45/containers/create?name=web-0123abcd",
    body: JSON.stringify(createBody(new InputsReader(withoutSecrets(after?.inputs ?? {})))),
  }));
  const refused = askGate(requests).flatMap(({ reasons = [] }, index) =>
    reasons.map((reason) => `${containers[index]?.urn.split("::").at(-1) ?? ""}: ${reason}`),
  );
  return { containers: containers.length, refused };
}
