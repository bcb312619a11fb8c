import { describeRollout, rolloutOf } from "../../../../infra/runtimes/containers/rollout";
import { sampleService } from "./sample-service";

const volume = { volume: "data", target: "/data", readOnly: false };
const port = { host: 80, container: 8080 };

test.each([
  ["start-first", {}],
  ["stop-first: host port 80", { ports: [port] }],
  ["stop-first: host port 53/udp", { ports: [{ host: 53, container: 53, protocol: "udp" as const }] }],
  ["stop-first: volume data", { volumes: [volume] }],
  ["stop-first: volume data", { volumes: [volume], ports: [port] }],
])("rolls out %s", (plan, asked) => {
  expect(describeRollout(rolloutOf(sampleService(asked)))).toBe(plan);
});
