import { existsSync } from "node:fs";
import { homedir } from "node:os";
import { join } from "node:path";

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether a cloud's credentials are on this computer, by where its SDK looks for them. They may have expired: the cloud is not contacted. A local stack needs none. */
export function hasCredentials(target: string, environment: Environment): boolean {
  if (target === "aws") return hasAws(environment);
  return target === "azure" ? hasAzure(environment) : true;
}

function hasAws(environment: Environment): boolean {
  const sets = [
    ["AWS_ACCESS_KEY_ID", "AWS_SECRET_ACCESS_KEY"],
    ["AWS_WEB_IDENTITY_TOKEN_FILE", "AWS_ROLE_ARN"],
    ["AWS_PROFILE"],
    ["AWS_CONTAINER_CREDENTIALS_FULL_URI"],
    ["AWS_CONTAINER_CREDENTIALS_RELATIVE_URI"],
  ];
  return (
    hasAny(sets, environment) ||
    existsSync(environment.AWS_SHARED_CREDENTIALS_FILE ?? join(home(environment), ".aws", "credentials"))
  );
}

function hasAzure(environment: Environment): boolean {
  const sets = ["ARM_CLIENT_SECRET", "ARM_CLIENT_CERTIFICATE_PATH", "ARM_USE_OIDC", "ARM_OIDC_TOKEN"].map((key) => [
    "ARM_CLIENT_ID",
    key,
  ]);
  const folder = environment.AZURE_CONFIG_DIR ?? join(home(environment), ".azure");
  return hasAny([...sets, ["ARM_USE_MSI"]], environment) || existsSync(join(folder, "azureProfile.json"));
}

function hasAny(sets: readonly (readonly string[])[], environment: Environment): boolean {
  return sets.some((keys) => keys.every((key) => (environment[key] ?? "") !== ""));
}

function home(environment: Environment): string {
  return environment.HOME ?? homedir();
}
