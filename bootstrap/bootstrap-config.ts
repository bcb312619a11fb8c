import { issuers, type Trusted } from "./subjects";

export interface BootstrapConfig {
  readonly target: "aws" | "azure";
  readonly trusted: Trusted;
  /** What the names of the roles begin with that stacks of the project make; CI's own do not. */
  readonly rolePrefix: string;
  /** ARN of the forge's identity provider in an AWS account that has it already. */
  readonly identityProvider: string | undefined;
}

interface Reader {
  get(key: string): string | undefined;
}

/** Reads the config; throws one error that lists every fault. What is written here becomes part of trust policies. */
export function readBootstrapConfig(config: Reader): BootstrapConfig {
  const forge = config.get("forge") ?? "github";
  const values = {
    target: config.get("target"),
    forge,
    repository: config.get("repository"),
    stack: config.get("stack"),
    project: (config.get("project") ?? "berth").toLowerCase().replaceAll(/[^a-z0-9-]/g, "-"),
  };
  const identityProvider = config.get("identityProvider") || undefined;
  const faults = Object.entries(values).flatMap(([key, value = ""]) => {
    const { must, pattern } = rules[key === "repository" && forge === "gitlab" ? "path" : key] ?? rules.stack;
    return pattern.test(value) ? [] : [`${key} must be ${must} (got "${value}")`];
  });
  faults.push(...identityProviderFaults(identityProvider, forge));
  if (faults.length > 0) throw new Error(`Pulumi.<stack>.yaml of bootstrap: ${faults.join("; ")}`);
  const { target, repository = "", stack = "" } = values;
  const trusted: Trusted = { forge: forge === "gitlab" ? "gitlab" : "github", repository, stack };
  return { target: target === "aws" ? "aws" : "azure", trusted, rolePrefix: `${values.project}-`, identityProvider };
}

/** The provider of another forge would trust that forge's jobs of the same name. */
function identityProviderFaults(arn: string | undefined, forge: string): readonly string[] {
  if (arn === undefined) return [];
  const { host } = new URL(issuers[forge === "gitlab" ? "gitlab" : "github"]);
  if (/^arn:aws:iam::\d{12}:oidc-provider\//.test(arn) && arn.endsWith(`:oidc-provider/${host}`)) return [];
  return [`identityProvider must be arn:aws:iam::ACCOUNT:oidc-provider/${host} (got "${arn}")`];
}

/** A wildcard in a subject would trust others too: no value may have one. */
const rules: Readonly<Record<string, { must: string; pattern: RegExp }>> & {
  readonly stack: { must: string; pattern: RegExp };
} = {
  target: { must: "aws or azure", pattern: /^(aws|azure)$/ },
  forge: { must: "github or gitlab", pattern: /^(github|gitlab)$/ },
  repository: { must: "owner/name", pattern: /^[\w.-]+\/[\w.-]+$/ },
  path: { must: "the whole path, group/name", pattern: /^[\w.-]+(\/[\w.-]+)+$/ },
  stack: { must: "a stack's name", pattern: /^[A-Za-z0-9][\w.-]*$/ },
  // The roles of CI are ci-of-berth-…: a deploy role that could change these would be without a limit.
  project: {
    must: "the project's name, which is not ci or ci-of and does not begin with ci-of-berth",
    pattern: /^(?!ci(-of)?$|ci-of-berth)[a-z0-9][a-z0-9-]*$/,
  },
};
