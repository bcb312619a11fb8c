/** How a registry wants to be authenticated to, by its header WWW-Authenticate. */
export type Challenge =
  | { readonly scheme: "basic" }
  | { readonly scheme: "bearer"; readonly realm: string; readonly parameters: Readonly<Record<string, string>> };

/** Undefined for a scheme that registries do not have, or one without a realm where it needs one. */
export function parseChallenge(header: string): Challenge | undefined {
  const [, scheme = "", rest = ""] = /^\s*(\w+)(?:\s+(.*))?$/.exec(header) ?? [];
  if (scheme.toLowerCase() === "basic") return { scheme: "basic" };
  if (scheme.toLowerCase() !== "bearer") return undefined;
  const pairs = [...rest.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = "", value = ""]) => [key, value] as const);
  const { realm, ...parameters } = Object.fromEntries(pairs);
  return realm === undefined ? undefined : { scheme: "bearer", realm, parameters };
}
