import { readFileSync } from "node:fs";
import { dirname, join, resolve } from "node:path";
import * as pulumi from "@pulumi/pulumi";
import { checkLoadBalancer } from "./check-load-balancer";
import { checkNames } from "./check-names";
import { checkPlacement } from "./check-placement";
import { checkProcessors } from "./check-processors";
import { checkReleases } from "./check-releases";
import { composeVariables } from "./config/compose-variables";
import { readComposeFile } from "./compose/read-compose-file";
import { pinImages } from "./compose/lock-file";
import { readLockFile } from "./compose/read-lock-file";
import { imagePlatform } from "./image-platform";
import { jumpHostOf } from "./config/jump-host";
import { readConfig } from "./read-config";
import { dnsRecords } from "./host/dns-records";
import { hostSpecs, stackName } from "./host/host-spec";
import { areReachedAlone, HostTurns } from "./host/host-turns";
import { LoginKeys } from "./host/login-keys";
import { privateFolder } from "./host/private-folder";
import { Readiness } from "./host/readiness";
import { runners } from "./runners";
import { stackOutputs } from "./stack-outputs";
import { stackSecrets } from "./stack-secrets";
import { platforms } from "./targets";

const project = join(__dirname, "..");

const { config, secureVariables, logins, authorities, backup } = readConfig();
const { memoryMiB, runtime } = config;
const variables = composeVariables(config);
const composeFiles = config.composeFiles.map((path) => resolve(project, path));
const folder = dirname(composeFiles[0] ?? project);
const hosts = runtime === "vms" ? "own" : config.hosts;
const written = readComposeFile(
  { paths: composeFiles, root: project },
  { variables, secure: [...secureVariables.keys()], memoryMiB, hosts },
);
const containerPlatform = imagePlatform(config);
const compose = pinImages(written, readLockFile(folder), containerPlatform);
const records = dnsRecords(config, compose);
checkPlacement(config, compose);
checkNames(config, compose, records);
checkProcessors(config, compose);
checkLoadBalancer(config, compose, records);
checkReleases(config, compose);
for (const notice of compose.notices ?? []) void pulumi.log.info(notice);
const keys = new LoginKeys("keys");
const privately = privateFolder(project, pulumi.getStack());

const platform = platforms[config.target]();
const turns = new HostTurns(config);
const specs = hostSpecs(config, compose, { keys, turns });
const services = compose.services.map(({ name }) => name);
const {
  machines,
  front,
  registry,
  buildsHere: own,
} = platform({ config, name: stackName(), specs, services, names: records.made, folder: privately });
const access = { sshFolder: join(privately, "ssh"), keys, jumpHost: jumpHostOf(config) };
const reachedAlone = areReachedAlone(config);
const ready = new Readiness("readiness", { ...access, runtime, machines, specs, reachedAlone });

const text = composeFiles.map((path) => readFileSync(path, "utf8")).join("---\n");
const secrets = stackSecrets("services", compose, { folder, secureVariables });
const run = {
  hosts: ready.hosts,
  compose,
  text,
  folder,
  secrets,
  secureVariables,
  logins,
  authorities,
  platform: containerPlatform,
  areLocal: config.target === "local",
  releases: { keep: config.keepReleases, pins: config.releases },
  ...(backup && { backup }),
};
const buildsHere = own ?? (config.imageBuilds === "here" ? {} : undefined);
const running = runners[runtime]()({ ...run, ...(registry && { registry }), ...(buildsHere && { buildsHere }) });
turns.settle(ready.gates.map((gate, index) => [gate, ...(running[index] ?? [])]));

export = stackOutputs({ config, compose, specs, hosts: ready.hosts, byHand: records.byHand, ...(front && { front }) });
