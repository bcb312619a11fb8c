import type { Project, Service } from "@berth/compose";
import type { Place } from "./fault";
import type { ServiceModel } from "./service-model";
import { given } from "./with-values";

const KNOWN = /^(no|none|always|unless-stopped|any|on-failure|)$/;
const NOT_ALWAYS = /^(no|none|on-failure)$/;

/** Whether a service is a job that ends, and what follows when it fails; `project` has the services that wait for it. */
export function takeRestart(
  service: Service,
  { name, project }: { readonly name: string; readonly project: Project },
  at: Place,
): Pick<ServiceModel, "restart" | "restartRetries"> {
  const { kind, retries } = restartOf(service);
  if (!KNOWN.test(kind)) at.at("restart").fault("must be no, always, on-failure or unless-stopped", service.restart);
  if (isJob(service, kind, conditionsOn(name, project))) return jobRestart(kind, retries);
  if (NOT_ALWAYS.test(kind)) at.notice("is started again whenever it ends: it serves others, so it is not a job");
  return {};
}

/** What `restart` states, else what `deploy` does. */
function restartOf({ restart, deploy }: Service): { readonly kind: string; readonly retries?: string | number } {
  const { condition = "", max_attempts: attempts } = deploy?.restart_policy ?? {};
  const [kind = "", times] = (restart ?? condition).split(":");
  return { kind, ...given({ retries: times ?? attempts }) };
}

/** What the project's services wait for when they depend on this one. */
function conditionsOn(name: string, { services }: Project): readonly (string | undefined)[] {
  return Object.values(services).flatMap(({ depends_on: needs }) =>
    Object.hasOwn(needs, name) ? [needs[name]?.condition] : [],
  );
}

/** A job is what others wait for until it has ended, or what is not restarted and has no ports, check or dependents. */
function isJob(service: Service, kind: string, conditions: readonly (string | undefined)[]): boolean {
  if (conditions.includes("service_completed_successfully")) return true;
  const serves = conditions.length > 0 || service.ports.length > 0;
  return NOT_ALWAYS.test(kind) && !serves && service.healthcheck === undefined;
}

function jobRestart(
  kind: string,
  retries: string | number | undefined,
): Pick<ServiceModel, "restart" | "restartRetries"> {
  if (kind !== "on-failure") return { restart: "no" };
  return { restart: "on-failure", ...(retries === undefined ? {} : { restartRetries: Number(retries) }) };
}
