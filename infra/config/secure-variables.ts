import type { ConfigFault } from "./config-schema";

const key = "composeVariables";

/**
 * Refuses a secure value among the variables of the compose files: they end in a container's environment, which is in clear
 * in the state and in `docker inspect`. `secretKeys` is what a language host passes to a program as
 * PULUMI_CONFIG_SECRET_KEYS, the JSON list of secure keys; the SDK has no public way to read it.
 */
export function secureVariableFaults(project: string, secretKeys = "[]"): readonly ConfigFault[] {
  if (!secretKeys.includes(JSON.stringify(`${project}:${key}`))) return [];
  return [
    {
      key,
      rule: "must not have a secure value, which would be in clear in the state: use `secrets` of the compose file",
    },
  ];
}
