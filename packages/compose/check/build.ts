import * as read from "./reader";
import { bytes } from "./scalars";
import { fileMount, keyValues, pairs, ulimits } from "./parts";

export const build = read.fields({
  context: read.text,
  dockerfile: read.text,
  dockerfile_inline: read.text,
  additional_contexts: pairs,
  args: keyValues,
  cache_from: read.list(read.text),
  cache_to: read.list(read.text),
  entitlements: read.list(read.text),
  extra_hosts: read.record(read.list(read.text)),
  isolation: read.text,
  labels: pairs,
  network: read.text,
  no_cache: read.boolean,
  no_cache_filter: read.list(read.text),
  platforms: read.list(read.text),
  privileged: read.boolean,
  provenance: read.scalarText,
  pull: read.boolean,
  sbom: read.scalarText,
  secrets: read.list(fileMount),
  shm_size: bytes,
  ssh: keyValues,
  tags: read.list(read.text),
  target: read.text,
  ulimits,
});
