import type { StackConfig } from "./config-schema";

/** The variables of the compose files: the configured ones, and SITE, the domain, where the stack has one. */
export function composeVariables({
  domain,
  composeVariables: configured,
}: Pick<StackConfig, "domain" | "composeVariables">): Readonly<Record<string, string>> {
  return { ...configured, ...(domain === "" ? {} : { SITE: domain }) };
}
