import { awsSettings } from "@berth/infra/aws-settings";
import { azureSettings } from "@berth/infra/azure-settings";
import {
  type ConfigFault,
  describeFaults,
  parseConfig,
  profileKey,
  type StackConfig,
} from "@berth/infra/config-schema";
import { uselessNetworkFaults } from "@berth/infra/useless-networks";
import { finishCommand } from "@berth/process/run-command";
import { configTexts } from "../draft-config";
import { projectName } from "../stack";
import { chooseTool } from "../tool";
import { awsQuestions } from "./aws-questions";
import { azureQuestions } from "./azure-questions";
import type { Finding } from "./finding";
import { networkFinding } from "./network-finding";
import { pluginFinding } from "./plugin-finding";
import { answered, type Question } from "./question";

interface Cloud {
  /** argv that prints the identity that is logged in. */
  readonly whoAmI: readonly string[];
  readonly login: string;
  /** Of its SDK. */
  readonly plugin: string;
  /** The queries for the cloud, or the configuration's faults. */
  readonly plan: (name: string, config: StackConfig) => Plan;
}

interface Plan {
  readonly faults: readonly ConfigFault[];
  readonly questions: readonly Question[];
}

const clouds: Readonly<Record<string, Cloud>> = {
  aws: {
    whoAmI: ["aws", "sts", "get-caller-identity", "--query", "Arn", "--output", "text"],
    login: "install the AWS CLI and log in, `aws sso login` or `aws configure`",
    plugin: "aws",
    plan: (name, config) => {
      const { settings, faults } = awsSettings(config);
      return {
        faults: [...faults, ...uselessNetworkFaults(config)],
        questions: settings === undefined ? [] : awsQuestions({ project: projectName(), name, config, settings }),
      };
    },
  },
  azure: {
    whoAmI: ["az", "account", "show", "--query", "id", "--output", "tsv"],
    login: "install the Azure CLI and log in, `az login`",
    plugin: "azure-native",
    plan: (name, config) => {
      const { settings, faults } = azureSettings(config);
      return {
        faults: [...faults, ...uselessNetworkFaults(config)],
        questions: settings === undefined ? [] : azureQuestions({ name, config, settings }),
      };
    },
  },
};

const options = { limitMs: 30_000, sharesGroup: true };

/**
 * What a stack on a cloud needs: a client that is logged in, a config without faults, the plugin, a network that is let in,
 * and of the cloud itself region, size, image and quota. Nothing for a local stack. It only queries and changes nothing.
 */
export async function cloudFindings(
  name: string,
  written: Readonly<Record<string, unknown>>,
  addressService?: string,
): Promise<readonly Finding[]> {
  const texts = configTexts(written);
  const own = Object.entries(texts).filter(([key]) => !key.includes(":"));
  const cloud = clouds[texts.target ?? ""];
  if (cloud === undefined) return [];
  const { config, faults } = parseConfig(Object.fromEntries(own), texts, (draft) => cloud.plan(name, draft).faults);
  const questions = config === undefined ? [] : cloud.plan(name, config).questions;
  const loggedIn = await login(cloud, texts[profileKey]);
  const plugins = [cloud.plugin, ...(config === undefined || config.registry === "none" ? [] : ["docker-build"])];
  return [
    loggedIn,
    settings(faults),
    ...plugins.map((plugin) => pluginFinding(plugin, chooseTool(process.env), process.env)),
    // Without a login each of them would fail in the same way.
    ...(await Promise.all(loggedIn.ok ? questions.map(answered) : [])),
    ...(await hereFindings(config, addressService)),
  ];
}

/** What this computer itself needs for the config. */
function hereFindings(
  config: StackConfig | undefined,
  addressService: string | undefined,
): Promise<readonly Finding[]> {
  if (config === undefined) return Promise.resolve([]);
  const isTunnelled = config.target === "aws" && config.adminCidrs.length === 0;
  return Promise.all([
    networkFinding(config, addressService),
    ...(isTunnelled ? [tunnelClient()] : []),
    ...(config.registry === "none" ? [] : [localDocker()]),
  ]);
}

/** Only the second generation of the AWS CLI knows `ec2-instance-connect open-tunnel`. */
async function tunnelClient(): Promise<Finding> {
  const { stdout, stderr } = await finishCommand(["aws", "--version"], options);
  const version = /^aws-cli\/(\S+)/.exec(stdout)?.[1];
  return {
    check: "AWS CLI 2 or newer, for the tunnel that SSH goes through without adminCidrs",
    ok: Number.parseInt(version ?? "0") >= 2,
    found: version ?? (stderr.trim() || "not found"),
    fix: "install the AWS CLI 2, or name your network in adminCidrs",
  };
}

/** A registry's images are built and pushed here. */
async function localDocker(): Promise<Finding> {
  const { exitCode, stdout, stderr } = await finishCommand(
    ["docker", "version", "--format", "{{.Server.Version}}"],
    options,
  );
  const found = exitCode === 0 ? stdout.trim() : (stderr.trim().split("\n").at(-1) ?? "no answer");
  const fix = "start Docker on this computer, or set registry to none, and the hosts build their images";
  return { check: "a Docker that builds and pushes images", ok: exitCode === 0, found, fix };
}

/** `profile` is the AWS CLI's. */
async function login({ whoAmI, login: fix }: Cloud, profile?: string): Promise<Finding> {
  const argv = whoAmI[0] === "aws" && profile !== undefined ? [...whoAmI, "--profile", profile] : whoAmI;
  const { exitCode, stdout, stderr } = await finishCommand(argv, options);
  const found = exitCode === 0 ? stdout.trim() : (stderr.trim().split("\n").at(-1) ?? "no answer");
  return { check: `${whoAmI[0] ?? ""} is logged in`, ok: exitCode === 0, found, fix };
}

function settings(faults: readonly ConfigFault[]): Finding {
  const found = faults.length === 0 ? "complete" : describeFaults(faults).join("; ");
  return { check: "configuration", ok: faults.length === 0, found, fix: "docs/configuration.md describes every key" };
}
