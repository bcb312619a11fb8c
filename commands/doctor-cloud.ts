import { awsSettings } from "../infra/aws/aws-settings";
import { azureSettings } from "../infra/azure/azure-settings";
import { type ConfigFault, describeFaults, parseConfig, type StackConfig } from "../infra/config-schema";
import { runQuiet } from "./child";

export interface CloudFinding {
  readonly check: string;
  readonly ok: boolean;
  readonly found: string;
  readonly fix: string;
}

interface Cloud {
  /** argv that says who is logged in. */
  readonly whoAmI: readonly string[];
  readonly login: string;
  readonly faults: (config: StackConfig) => readonly ConfigFault[];
}

const clouds: Readonly<Record<string, Cloud>> = {
  aws: {
    whoAmI: ["aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"],
    login: "install the AWS CLI and log in, `aws sso login` or `aws configure`",
    faults: (config) => awsSettings(config).faults,
  },
  azure: {
    whoAmI: ["az", "account", "show", "--query", "id", "--output", "tsv"],
    login: "install the Azure CLI and log in, `az login`",
    faults: (config) => azureSettings(config).faults,
  },
};

const limitSeconds = 30;

/** What a stack on a cloud needs: a client that is logged in, and a config without faults, images pinned. Nothing for a local stack. */
export async function cloudFindings(written: Readonly<Record<string, unknown>>): Promise<readonly CloudFinding[]> {
  const texts = Object.fromEntries(Object.entries(written).map(([key, value]) => [key, textOf(value)]));
  const own = Object.entries(texts).flatMap(([key, text]) => (key.startsWith("berth:") ? [[key.slice(6), text]] : []));
  const { config, faults } = parseConfig(Object.fromEntries(own) as Record<string, string>, texts);
  const cloud = clouds[texts["berth:target"] ?? ""];
  if (cloud === undefined) return [];
  const found = [await login(cloud), settings(config === undefined ? faults : cloud.faults(config))];
  const isTunnelled = config?.target === "aws" && config.adminCidrs.length === 0;
  return isTunnelled ? [...found, await tunnelClient()] : found;
}

/** Only the second generation of the AWS CLI knows `ec2-instance-connect open-tunnel`. */
async function tunnelClient(): Promise<CloudFinding> {
  const { stdout, stderr } = await runQuiet(["aws", "--version"], limitSeconds);
  const version = /^aws-cli\/(\S+)/.exec(stdout)?.[1];
  return {
    check: "AWS CLI 2 or newer, for the tunnel that SSH goes through without adminCidrs",
    ok: Number.parseInt(version ?? "0") >= 2,
    found: version ?? (stderr.trim() || "not found"),
    fix: "install the AWS CLI 2, or name your network in adminCidrs",
  };
}

async function login({ whoAmI, login: fix }: Cloud): Promise<CloudFinding> {
  const { code, stdout, stderr } = await runQuiet(whoAmI, limitSeconds);
  const found = code === 0 ? stdout.trim() : (stderr.trim().split("\n").at(-1) ?? "no answer");
  return { check: `${whoAmI[0] ?? ""} is logged in`, ok: code === 0, found, fix };
}

function settings(faults: readonly ConfigFault[]): CloudFinding {
  const found = faults.length === 0 ? "complete" : describeFaults(faults).join("; ");
  return { check: "configuration", ok: faults.length === 0, found, fix: "docs/configuration.md describes every key" };
}

/** Config values as a program gets them. */
function textOf(value: unknown): string {
  return typeof value === "string" ? value : JSON.stringify(value);
}
