import * as read from "./reader";
import { deviceRequests, pairs } from "./parts";
import { bytes, duration } from "./scalars";

const updates = read.fields({
  parallelism: read.integer,
  delay: duration,
  failure_action: read.text,
  monitor: duration,
  max_failure_ratio: read.number,
  order: read.oneOf("start-first", "stop-first"),
});

export const deploy = read.fields({
  mode: read.text,
  endpoint_mode: read.text,
  replicas: read.integer,
  labels: pairs,
  update_config: updates,
  rollback_config: updates,
  resources: read.fields({
    limits: read.fields({ cpus: read.number, memory: bytes, pids: read.integer }),
    reservations: read.fields({
      cpus: read.number,
      memory: bytes,
      generic_resources: read.anything,
      devices: deviceRequests,
    }),
  }),
  restart_policy: read.fields({ condition: read.text, delay: duration, max_attempts: read.integer, window: duration }),
  placement: read.fields({
    constraints: read.list(read.text),
    preferences: read.list(read.fields({ spread: read.text })),
    max_replicas_per_node: read.integer,
  }),
});
