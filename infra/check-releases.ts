import * as pulumi from "@pulumi/pulumi";
import type { ComposeModel } from "./compose/service-model";
import type { ConfigFault, StackConfig } from "./config/config-schema";
import { refuseFaults } from "./refuse-faults";

type Pins = Pick<StackConfig, "releases">;

/** Throws one error with all pins of services that the stack does not have; a run reports the pins that hold. */
export function checkReleases({ releases }: Pins, compose: Pick<ComposeModel, "services">): void {
  refuseFaults(releaseFaults({ releases }, compose));
  for (const note of pinNotes(releases)) void pulumi.log.warn(note);
}

/** Pins of services that are not in the compose file. */
export function releaseFaults({ releases }: Pins, { services }: Pick<ComposeModel, "services">): ConfigFault[] {
  const names = services.map(({ name }) => name);
  return Object.entries(releases)
    .filter(([service]) => !names.includes(service))
    .map(([service, value]) => ({
      key: `releases["${service}"]`,
      rule: `must be a service of the compose file: ${names.join(", ")}`,
      value,
    }));
}

/** A sentence for each service that does not run what this checkout has. */
export function pinNotes(releases: Pins["releases"]): readonly string[] {
  return Object.entries(releases).map(
    ([service, release]) =>
      `${service} is pinned to release ${release} by the config key releases: the host runs its kept image, and what this checkout has of ${service} is not built. \`npx berth rollback ${service} --latest\` removes the pin.`,
  );
}
