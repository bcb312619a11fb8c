import { PolicyPack } from "@pulumi/policy";
import { awsRules } from "./aws-rules";
import { azureRules } from "./azure-rules";
import { containerRules } from "./container-rules";
import { dockerRules } from "./docker-rules";

new PolicyPack("berth", {
  enforcementLevel: "mandatory",
  policies: [...awsRules, ...azureRules, ...dockerRules, ...containerRules],
});
