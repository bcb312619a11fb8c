import type { ComposeModel, ServiceModel, SystemdModel } from "../../../../infra/compose/service-model";
import { sampleService } from "../containers/sample-service";

/** A service without Docker that asks for nothing, with what a test changes in it. */
export function sampleUnit(changes: Partial<ServiceModel> = {}, systemd: Partial<SystemdModel> = {}) {
  const model: SystemdModel = {
    packages: [],
    settings: {},
    account: "web",
    files: {},
    environment: {},
    command: ["/usr/bin/web"],
    jit: false,
    ...systemd,
  };
  return { ...sampleService(changes), systemd: model };
}

/** gateway – app – api – data – db, and only the gateway's other network leads out. */
export function sampleStack(): ComposeModel {
  const gateway = sampleUnit({ name: "gateway", networks: ["edge", "app"], ports: [{ host: 80, container: 8080 }] });
  const api = sampleUnit({ name: "api", user: "10002:10002", networks: ["app", "data"] });
  const db = sampleUnit({ name: "db", user: "10003:10003", networks: ["data"] });
  return {
    name: "links",
    services: [db, api, gateway],
    networks: [
      { name: "edge", internal: false },
      { name: "app", internal: true },
      { name: "data", internal: true },
    ],
    volumes: [],
    secrets: [],
  };
}

export const addresses = new Map([
  ["gateway", "10.40.0.4"],
  ["api", "10.40.0.5"],
  ["db", "10.40.0.6"],
]);
