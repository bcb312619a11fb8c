import { parseDuration } from "../bridge/duration";
import { atLeast, matches, refused, type Field, type Fields } from "../bridge/field";
import type { PropertyValue } from "@berth/model/property";

const text: Field = { kind: "string" };
const requiredText: Field = { kind: "string", required: true };
const requiredInt: Field = { kind: "int", required: true };
const flag: Field = { kind: "bool" };
const set: Field = { kind: "stringSet" };
const duration: Field = { kind: "string", default: "0s", fault: durationFault };
const label: Fields = { label: requiredText, value: requiredText };
const propagation = matches(/^(private|rprivate|shared|rshared|slave|rslave)$/, "a propagation such as rprivate");
const numericId: Field = { kind: "string", fault: matches(/^\d+$/, "a numeric id (names are not looked up)") };

const mountFields: Fields = {
  bindOptions: { kind: "object", fields: { propagation: { kind: "string", fault: propagation } } },
  readOnly: flag,
  source: text,
  target: requiredText,
  tmpfsOptions: { kind: "object", fields: { mode: { kind: "int" }, sizeBytes: { kind: "int" } } },
  type: { kind: "string", required: true, fault: matches(/^(bind|volume|tmpfs)$/, "bind, volume or tmpfs") },
  volumeOptions: {
    kind: "object",
    fields: {
      driverName: text,
      driverOptions: { kind: "map" },
      labels: refused("objectSet", "label the volume by a Volume resource"),
      noCopy: flag,
      subpath: text,
    },
  },
};

/** The nested blocks of a container. */
export const containerBlocks = {
  capabilities: { adds: set, drops: set },
  device: { containerPath: text, hostPath: requiredText, permissions: { kind: "string", default: "rwm" } },
  healthcheck: {
    interval: duration,
    retries: { kind: "int", default: 0, fault: atLeast(0) },
    startInterval: duration,
    startPeriod: duration,
    tests: { kind: "strings" },
    timeout: duration,
  },
  host: { host: requiredText, ip: requiredText },
  label,
  mount: mountFields,
  networkAdvanced: {
    aliases: set,
    driverOpts: set,
    gwPriority: { kind: "int", fault: atLeast(0) },
    ipv4Address: text,
    ipv6Address: text,
    linkLocalIps: set,
    macAddress: text,
    name: requiredText,
  },
  networkData: {
    gateway: text,
    globalIpv6Address: text,
    globalIpv6PrefixLength: { kind: "int" },
    ipAddress: text,
    ipPrefixLength: { kind: "int" },
    ipv6Gateway: text,
    macAddress: text,
    networkName: text,
  },
  port: {
    external: { kind: "int", computed: true },
    internal: requiredInt,
    ip: { kind: "string", default: "0.0.0.0" },
    protocol: { kind: "string", default: "tcp" },
  },
  throttle: { path: requiredText, rate: { kind: "int", required: true, fault: atLeast(0) } },
  ulimit: { hard: requiredInt, name: requiredText, soft: requiredInt },
  upload: {
    content: text,
    contentBase64: { kind: "string", fault: matches(/^[A-Za-z0-9+/\s]*={0,2}\s*$/, "base64") },
    executable: { kind: "bool", default: false },
    file: requiredText,
    group: numericId,
    owner: numericId,
    permissions: { kind: "string", fault: matches(/^0[0-7]{3}$/, 'an octal mode such as "0644"') },
    source: text,
    sourceHash: text,
  },
  volume: {
    containerPath: text,
    fromContainer: text,
    hostPath: { kind: "string", fault: matches(/^(\/|[A-Za-z]:)/, "an absolute path") },
    readOnly: flag,
    selinuxRelabel: { kind: "string", fault: matches(/^(z|Z)$/, "z or Z") },
    volumeName: text,
  },
} as const satisfies Readonly<Record<string, Fields>>;

function durationFault(value: PropertyValue): string | undefined {
  if (typeof value !== "string" || parseDuration(value) !== undefined) return undefined;
  return `must be a duration such as "30s" or "1m0s", got ${JSON.stringify(value)}`;
}
