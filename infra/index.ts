import { readFileSync } from "node:fs";
import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { checkPlacement } from "./check-placement";
import { composeVariables } from "./compose-variables";
import { hostCompose } from "./compose/host-compose";
import { readComposeFile } from "./compose/read-compose-file";
import { readConfig } from "./config";
import { registryImages } from "./containers/registry-images";
import { Services } from "./containers/services";
import { hostSpecs } from "./host-spec";
import { LoginKeys } from "./login-keys";
import { numbered } from "./numbered";
import { privateFolder } from "./private-folder";
import { Readiness } from "./readiness";
import { stackOutputs } from "./stack-outputs";
import { stackSecrets } from "./stack-secrets";
import { platforms } from "./targets";

const project = join(__dirname, "..");
const folder = join(project, "services");

const config = readConfig();
const { memoryMiB, hosts: count } = config;
const variables = composeVariables(config);
const composeFile = join(folder, "compose.yaml");
const compose = readComposeFile(composeFile, { variables, memoryMiB, hosts: count });
checkPlacement(config, compose);
const keys = new LoginKeys("keys");
const privately = privateFolder(project, pulumi.getStack());

const platform = platforms[config.target]();
const specs = hostSpecs(config, compose, keys);
const services = compose.services.map(({ name }) => name);
const { machines, registry } = platform({ config, specs, services, folder: privately });
const ready = new Readiness("readiness", { sshFolder: join(privately, "ssh"), keys, machines });

const text = readFileSync(composeFile, "utf8");
const secrets = stackSecrets("services", compose.secrets);
const images = registry && registryImages("images", { compose, folder, registry });
ready.hosts.forEach((host, index) => {
  const number = index + 1;
  const own = hostCompose(compose, number);
  if (own.services.length === 0) return;
  const daemon = new docker.Provider(numbered("docker", number), {
    host: host.dockerHost,
    sshOpts: ["-F", host.sshConfig],
  });
  const args = { host, compose: own, text, folder, secrets, ...(images && { images }) };
  new Services(numbered("services", number), args, { providers: { docker: daemon } });
});

export = stackOutputs({ config, compose, specs, hosts: ready.hosts });
