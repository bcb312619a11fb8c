import { join } from "node:path";
import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { readComposeFile } from "./compose/read-compose-file";
import { readConfig } from "./config";
import { Services } from "./containers/services";
import { hostSpec } from "./host-spec";
import { LoginKeys } from "./login-keys";
import { privateFolder } from "./private-folder";
import { Readiness } from "./readiness";
import { describeHost, urlOf } from "./stack-outputs";
import { platforms, refuseUnfinished } from "./targets";

const project = join(__dirname, "..");
const folder = join(project, "services");

const config = readConfig();
refuseUnfinished(config.target);
const compose = readComposeFile(join(folder, "compose.yaml"), { variables: {}, memoryMiB: config.memoryMiB });
const keys = new LoginKeys("keys");
const own = privateFolder(project, pulumi.getStack());

const platform = platforms[config.target]();
const machine = platform({ config, spec: hostSpec(config, compose, keys), folder: own });
const { host } = new Readiness("readiness", { sshFolder: join(own, "ssh"), keys, machine });

const daemon = new docker.Provider("docker", { host: host.dockerHost, sshOpts: ["-F", host.sshConfig] });
new Services("services", { host, compose, folder }, { providers: { docker: daemon } });

export const url = urlOf(host);
export const hosts = [describeHost(host)];
