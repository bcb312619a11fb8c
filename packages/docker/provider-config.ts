import { connect } from "node:net";
import { EngineError } from "@berth/model/engine-error";
import { isKnown } from "@berth/model/property-view";
import type { PropertyMap, PropertyValue } from "@berth/model/property";
import type { CheckFailure } from "@berth/model/provider";
import type { DaemonAddress } from "./daemon/daemon";
import { parseRegistryAuth } from "./remote-image/registry-login";
import { SshConnection } from "./daemon/ssh-connection";

const defaultHost = "unix:///var/run/docker.sock";
/** Of the engine, not of the program. */
const engineKeys = new Set(["version", "pluginDownloadURL", "__internal", "__defaults"]);
const knownKeys = new Set(["host", "sshOpts", "registryAuth"]);

/** What is wrong with a provider's inputs; unknown values pass. */
export function configFailures(inputs: PropertyMap): CheckFailure[] {
  const failures: CheckFailure[] = [];
  for (const [property, value] of Object.entries(inputs)) {
    if (engineKeys.has(property) || knownKeys.has(property) || isUnset(value)) continue;
    failures.push({
      property,
      reason: "is not supported by this engine; give `host` (ssh://… or unix://…), `sshOpts` and `registryAuth` only",
    });
  }
  const { host } = inputs;
  if (isKnown(host) && !isUnset(host ?? null)) failures.push(...hostFailures(host ?? null));
  return [...failures, ...listFailures(inputs)];
}

function listFailures({ sshOpts, registryAuth }: PropertyMap): CheckFailure[] {
  const failures: CheckFailure[] = [];
  if (isKnown(sshOpts) && parseSshOpts(sshOpts) === undefined) {
    failures.push({ property: "sshOpts", reason: "must be a list of strings" });
  }
  if (isKnown(registryAuth) && parseRegistryAuth(registryAuth) === undefined) {
    failures.push({ property: "registryAuth", reason: "must be a list of {address, username, password}" });
  }
  return failures;
}

/** The daemon's address; DOCKER_HOST, then the machine's own socket, stand in for a missing host. */
export function daemonAddress(inputs: PropertyMap, environment: NodeJS.ProcessEnv): DaemonAddress {
  const [failure] = configFailures(inputs);
  if (failure !== undefined) throw new EngineError(`configure docker: ${failure.property} ${failure.reason}`);
  const given = typeof inputs.host === "string" && inputs.host !== "" ? inputs.host : environment.DOCKER_HOST;
  const name = given === undefined || given === "" ? defaultHost : given;
  const [fault] = hostFailures(name);
  if (fault !== undefined) throw new EngineError(`configure docker: host ${fault.reason}`);
  if (name.startsWith("unix://")) return socketAddress(name);
  const ssh = new SshConnection({ host: name, sshOpts: parseSshOpts(inputs.sshOpts) ?? [] });
  return { name, connect: () => ssh.connect(), lastLines: () => ssh.lastLines(), close: () => ssh.close() };
}

function socketAddress(name: string): DaemonAddress {
  const path = name.slice("unix://".length);
  return { name, connect: () => Promise.resolve(connect(path)), lastLines: () => "", close: () => undefined };
}

function isUnset(value: PropertyValue): boolean {
  return value === null || value === "" || value === "[]" || value === "false" || value === false;
}

function hostFailures(host: PropertyValue): CheckFailure[] {
  const reason = `must be "ssh://user@address:port" or "unix:///path", got ${JSON.stringify(host)}`;
  if (typeof host !== "string") return [{ property: "host", reason }];
  if (/^unix:\/\/\/.+/.test(host)) return [];
  return isSshUrl(host) ? [] : [{ property: "host", reason }];
}

/** A host name that starts with "-" would be read by ssh as an option. */
function isSshUrl(host: string): boolean {
  if (!host.startsWith("ssh://") || !URL.canParse(host)) return false;
  const { hostname, password, pathname } = new URL(host);
  return hostname !== "" && !hostname.startsWith("-") && password === "" && (pathname === "" || pathname === "/");
}

/** The options, given as a list or as the JSON text of one, as nested values of a provider's inputs travel. */
export function parseSshOpts(value: PropertyValue | undefined): string[] | undefined {
  if (value === undefined || value === null || value === "") return [];
  const list = typeof value === "string" ? parseJson(value) : value;
  if (!Array.isArray(list)) return undefined;
  return list.every((item) => typeof item === "string") ? list : undefined;
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
