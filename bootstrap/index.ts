import * as pulumi from "@pulumi/pulumi";
import { AwsState } from "./aws-state";
import { AwsTrust, type CiRoles } from "./aws-trust";
import { AzureState } from "./azure-state";
import { AzureTrust } from "./azure-trust";
import { readBootstrapConfig } from "./bootstrap-config";
import { subjectsOf } from "./subjects";

const { target, trusted, rolePrefix, identityProvider } = readBootstrapConfig(new pulumi.Config());
const subjects = subjectsOf(trusted);

function aws() {
  const state = new AwsState("berth-state", { region: new pulumi.Config("aws").require("region") });
  const trust = new AwsTrust("ci-of-berth", { subjects, state, rolePrefix, identityProvider });
  return {
    ...outputsOf(state, trust.roles),
    permissionsBoundary: trust.boundary,
    identityProvider: trust.identityProvider,
  };
}

function azure() {
  const config = new pulumi.Config("azure-native");
  const location = config.require("location");
  const own = { location, tenantId: config.require("tenantId"), subscriptionId: config.require("subscriptionId") };
  const state = new AzureState("berth-state", own);
  return outputsOf(state, new AzureTrust("ci-of-berth", { subjects, state, location }).clientIds);
}

interface StateOutputs {
  readonly url: pulumi.Output<string>;
  readonly secretsProvider: pulumi.Output<string>;
}

/**
 * `backend` is PULUMI_BACKEND_URL of the stack and `secretsProvider` is for `pulumi stack init --secrets-provider`. The
 * rest is what CI assumes to review, to deploy and to look for drift: a role's ARN on AWS, a client id on Azure.
 */
function outputsOf({ url, secretsProvider }: StateOutputs, { review, deploy, drift }: CiRoles) {
  return { backend: url, secretsProvider, review, deploy, drift };
}

export = target === "aws" ? aws() : azure();
