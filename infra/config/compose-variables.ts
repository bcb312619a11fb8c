import type { StackConfig } from "./config-schema";

/** What a compose file may name as ${SITE}: the domain where there is one, else nothing, and the file's own default counts. */
export function composeVariables({ domain }: Pick<StackConfig, "domain">): Readonly<Record<string, string>> {
  return domain === "" ? {} : { SITE: domain };
}
