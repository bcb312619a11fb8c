import * as docker from "@pulumi/docker";
import * as pulumi from "@pulumi/pulumi";
import { hostCompose } from "../../compose/host-compose";
import { numbered } from "../../host/numbered";
import type { Releases, RunArgs, Runner } from "../run-args";
import { builtHere } from "./built-here";
import { RegistryAuthority } from "@berth/resources/host-resources";
import type { Host } from "../../host/host";
import { backupPlan } from "./backup-plan";
import { backupAdvice } from "./backup-targets";
import { registryImages } from "./registry-images";
import { Services } from "./services";

/** Each host's services in containers on it, by the host's own docker provider. Returns them in the order of the hosts. */
export function runContainers({
  hosts,
  compose,
  text,
  folder,
  registry,
  buildsHere,
  ...run
}: RunArgs): ReturnType<Runner> {
  const { secrets, secureVariables, logins, authorities, platform, areLocal, releases, backup } = run;
  if (backup && pulumi.runtime.isDryRun()) for (const line of backupAdvice(compose)) void pulumi.log.info(line);
  const made = withoutPinned(compose, releases.pins);
  const pulled = registry && registryImages("images", { compose: made, folder, registry, platform });
  const builds = buildsHere && builtHere("builds", { compose: made, folder, buildsHere, platform });
  return hosts.map((host, index) => {
    const number = index + 1;
    const own = hostCompose(compose, number);
    if (own.services.length === 0) return [];
    const trusted = [...authorities].map(([registry, certificates]) => registryAuthority(host, registry, certificates));
    const daemon = new docker.Provider(
      numbered("docker", number),
      {
        host: host.dockerHost,
        sshOpts: ["-F", host.sshConfig],
        ...(logins.length > 0 && { registryAuth: [...logins] }),
      },
      // A pull with the provider comes after what it trusts.
      trusted.length > 0 ? { dependsOn: trusted } : {},
    );
    const images = { ...(pulled && { images: pulled }), ...(builds && { builds }) };
    const fixed = { text, folder, secrets, secureVariables, platform, areLocal, releases };
    const services = new Services(
      numbered("services", number),
      { host, compose: own, ...fixed, ...images },
      { providers: { docker: daemon } },
    );
    if (backup) backupPlan(numbered("backup", number), { host, compose: own, backup });
    return [services];
  });
}

/** Of services that run a kept release nothing is built. */
function withoutPinned(compose: RunArgs["compose"], pins: Releases["pins"]): RunArgs["compose"] {
  return { ...compose, services: compose.services.filter(({ name }) => !Object.hasOwn(pins, name)) };
}

function registryAuthority(host: Host, registry: string, certificates: string): RegistryAuthority {
  const place = { sshConfig: host.sshConfig, host: `${host.name}-admin`, generation: host.rootDiskId };
  const options = { deletedWith: host.machine };
  return new RegistryAuthority(`${host.name}-trusts-${registry}`, { ...place, registry, certificates }, options);
}
