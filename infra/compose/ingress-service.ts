import { join, relative } from "node:path";
import type { ComposeModel, ServiceModel } from "./service-model";

/** Of the ingress' service, its network and its volume. */
export const INGRESS = "berth-ingress";
/** What its image is built from. */
const CONTEXT = join(__dirname, "..", "ingress");
/** No known image uses it. */
const USER = "10900";

/**
 * Adds the ingress to a project whose services have routes: a service like any other, which builds Debian's package of Caddy. It has a
 * network of its own as its way out, and of each routed service the first network that the file has for it.
 */
export function withIngress(model: ComposeModel, folder: string): ComposeModel {
  const routed = model.services.filter(({ routes }) => routes !== undefined);
  if (routed.length === 0) return model;
  return {
    ...model,
    services: [...model.services, ingressService(routed, relative(folder, CONTEXT))],
    networks: [...model.networks, { name: INGRESS, internal: false }],
    volumes: [...model.volumes, INGRESS],
  };
}

function ingressService(routed: readonly ServiceModel[], context: string): ServiceModel {
  return {
    name: INGRESS,
    hosts: [...new Set(routed.flatMap(({ hosts }) => hosts))].sort((a, b) => a - b),
    build: { context, dockerfile: "Dockerfile", args: {} },
    user: `${USER}:${USER}`,
    environment: {},
    secrets: [],
    networks: [...new Set([INGRESS, ...routed.flatMap(({ networks }) => networks.slice(0, 1))])],
    ports: [
      { host: 80, container: 8080 },
      { host: 443, container: 8443 },
    ],
    // Certificates, and the routes that were applied last.
    volumes: [{ volume: INGRESS, target: "/data", readOnly: false }],
    tmpfs: [
      { target: "/tmp", options: ["size=8m"] },
      { target: "/run/ingress", options: ["size=1m", `uid=${USER}`, "mode=0700"] },
    ],
    dependsOn: [],
    healthcheck: {
      test: ["CMD", "busybox", "wget", "-q", "-T", "2", "-O", "/dev/null", "http://127.0.0.1:8081/health"],
      intervalMs: 30_000,
      timeoutMs: 5_000,
      startPeriodMs: 30_000,
      startIntervalMs: 1_000,
      retries: 3,
    },
    stopSignal: "SIGTERM",
    // Longer than Caddy's own grace_period.
    stopGraceSeconds: 25,
    memoryMiB: 128,
    shmMiB: 8,
    cpus: 0.5,
    pids: 64,
    capabilities: [],
  };
}
