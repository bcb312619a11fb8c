import type { Project, Service } from "@berth/compose";
import type { Place } from "./fault";
import type { SecureTokens } from "./secure-tokens";

type Extended = { readonly extensions?: Readonly<Record<string, unknown>> };

/** Reports every place of the project with a secure variable that is not the value of an environment variable. */
export function checkSecurePlaces(project: Project, tokens: SecureTokens, at: Place): void {
  const report = (value: unknown, path: readonly string[]): void => {
    at.faults.push(...tokens.faultsIn(value, [...at.path, ...path]));
  };
  for (const [key, part] of Object.entries({ ...project, services: {}, extensions: {} })) report(part, [key]);
  for (const [name, { environment, ...service }] of Object.entries(project.services)) {
    report(readOf(service), ["services", name]);
    report(Object.fromEntries(Object.keys(environment).map((variable) => [variable, null])), [
      "services",
      name,
      "environment",
    ]);
  }
}

/** Without extensions that nothing reads. */
function readOf({ extensions = {}, ...service }: Omit<Service, "environment"> & Extended): object {
  return { ...service, ...("x-berth" in extensions && { "x-berth": extensions["x-berth"] }) };
}
