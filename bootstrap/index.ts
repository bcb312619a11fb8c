import * as pulumi from "@pulumi/pulumi";
import { AwsState } from "./aws-state";
import { AwsTrust } from "./aws-trust";
import { AzureState } from "./azure-state";
import { AzureTrust } from "./azure-trust";
import { readBootstrapConfig } from "./bootstrap-config";
import { subjectsOf } from "./subjects";

const { target, trusted } = readBootstrapConfig(new pulumi.Config());
const subjects = subjectsOf(trusted);

function aws() {
  const state = new AwsState("berth-state", { region: new pulumi.Config("aws").require("region") });
  // Not berth-…: that is how the roles begin that CI may change.
  const { review, deploy, drift } = new AwsTrust("ci-of-berth", { subjects, state }).roles;
  return { backend: state.url, secretsProvider: state.secretsProvider, review, deploy, drift };
}

function azure() {
  const config = new pulumi.Config("azure-native");
  const location = config.require("location");
  const own = { location, tenantId: config.require("tenantId"), subscriptionId: config.require("subscriptionId") };
  const state = new AzureState("berth-state", own);
  const { review, deploy, drift } = new AzureTrust("ci-of-berth", { subjects, state, location }).clientIds;
  return { backend: state.url, secretsProvider: state.secretsProvider, review, deploy, drift };
}

const made = target === "aws" ? aws() : azure();

/** PULUMI_BACKEND_URL of the stack. */
export const backend = made.backend;
/** For `pulumi stack init --secrets-provider`. */
export const secretsProvider = made.secretsProvider;
/** What CI assumes to review, to deploy and to look for drift: a role's ARN on AWS, a client id on Azure. */
export const review = made.review;
export const deploy = made.deploy;
export const drift = made.drift;
