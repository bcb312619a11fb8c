import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { checkPlacement } from "./check-placement";
import { composeVariables } from "./config/compose-variables";
import { readComposeFile } from "./compose/read-compose-file";
import { readConfig } from "./read-config";
import { hostSpecs, stackName } from "./host/host-spec";
import { LoginKeys } from "./host/login-keys";
import { privateFolder } from "./host/private-folder";
import { Readiness } from "./host/readiness";
import { runners } from "./runners";
import { stackOutputs } from "./stack-outputs";
import { stackSecrets } from "./stack-secrets";
import { platforms } from "./targets";

const project = join(__dirname, "..");
const folder = join(project, "services");

const config = readConfig();
const { memoryMiB, runtime } = config;
const variables = composeVariables(config);
const composeFile = join(folder, "compose.yaml");
const hosts = runtime === "vms" ? "own" : config.hosts;
const compose = readComposeFile({ paths: [composeFile] }, { variables, memoryMiB, hosts });
checkPlacement(config, compose);
const keys = new LoginKeys("keys");
const privately = privateFolder(project, pulumi.getStack());

const platform = platforms[config.target]();
const specs = hostSpecs(config, compose, keys);
const services = compose.services.map(({ name }) => name);
const { machines, registry } = platform({ config, name: stackName(), specs, services, folder: privately });
const ready = new Readiness("readiness", { sshFolder: join(privately, "ssh"), keys, runtime, machines });

const text = readFileSync(composeFile, "utf8");
const secrets = stackSecrets("services", compose.secrets);
runners[runtime]()({ hosts: ready.hosts, compose, text, folder, secrets, ...(registry && { registry }) });

export = stackOutputs({ config, compose, specs, hosts: ready.hosts });
