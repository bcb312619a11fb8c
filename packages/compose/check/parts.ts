import * as read from "./reader";
import { bytes, mode } from "./scalars";

/** Names with a text each, null where a name stands alone. */
export const keyValues = read.record(read.orNothing(read.scalarText));

/** As keyValues; a name alone has an empty text. */
export const pairs: read.Reader<Readonly<Record<string, string>>> = (node, at) => {
  const values = keyValues(node, at);
  return values && Object.fromEntries(Object.entries(values).map(([key, value]) => [key, value ?? ""]));
};

/** A secret or a config as a file in the container. */
export const fileMount = read.fields({ source: read.text, target: read.text, uid: read.text, gid: read.text, mode }, [
  "source",
]);

export const ulimits = read.record(read.fields({ soft: read.integer, hard: read.integer }, ["soft", "hard"]));

export const port = read.fields(
  {
    name: read.text,
    mode: read.text,
    host_ip: read.text,
    target: read.integer,
    published: read.scalarText,
    protocol: read.text,
    app_protocol: read.text,
  },
  ["target"],
);

export const volumeMount = read.fields(
  {
    type: read.oneOf("bind", "volume", "tmpfs", "cluster", "npipe", "image"),
    source: read.text,
    target: read.text,
    read_only: read.boolean,
    consistency: read.text,
    bind: read.fields({
      propagation: read.text,
      create_host_path: read.boolean,
      recursive: read.oneOf("enabled", "disabled", "writable", "readonly"),
      selinux: read.oneOf("z", "Z"),
    }),
    volume: read.fields({ labels: pairs, nocopy: read.boolean, subpath: read.text }),
    tmpfs: read.fields({ size: bytes, mode }),
    image: read.fields({ subpath: read.text }),
  },
  ["type", "target"],
);

export const serviceNetwork = read.fields({
  aliases: read.list(read.text),
  driver_opts: read.record(read.scalarText),
  gw_priority: read.integer,
  interface_name: read.text,
  ipv4_address: read.text,
  ipv6_address: read.text,
  link_local_ips: read.list(read.text),
  mac_address: read.text,
  priority: read.integer,
  use_service_name_alias: read.boolean,
});

export const dependency = read.fields(
  {
    condition: read.oneOf("service_started", "service_healthy", "service_completed_successfully"),
    required: read.boolean,
    restart: read.boolean,
  },
  ["condition"],
);

export const deviceRequests = read.list(
  read.fields({
    capabilities: read.list(read.text),
    count: read.scalarText,
    device_ids: read.list(read.text),
    driver: read.text,
    options: pairs,
  }),
);
