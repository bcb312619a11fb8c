import { parsed, type Reader } from "./reader";

const UNIT_MS: Readonly<Record<string, number>> = {
  ns: 1e-6,
  us: 1e-3,
  µs: 1e-3,
  ms: 1,
  s: 1000,
  m: 60_000,
  h: 3_600_000,
  d: 86_400_000,
  w: 604_800_000,
};
const UNIT_BYTES: Readonly<Record<string, number>> = {
  b: 1,
  k: 1024,
  m: 1024 ** 2,
  g: 1024 ** 3,
  t: 1024 ** 4,
  p: 1024 ** 5,
};

/** Milliseconds of "1m30s", "500ms" or "1.5h". */
export const duration = parsed('a duration with units such as "1m30s"', (text) => {
  if (text === "0") return 0;
  if (!/^(?:\d+(?:\.\d+)?(?:ns|us|µs|ms|s|m|h|d|w))+$/.test(text)) return undefined;
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|µs|ms|s|m|h|d|w)/g)];
  return parts.reduce((sum, [, count, unit]) => sum + Number(count) * (UNIT_MS[unit ?? ""] ?? NaN), 0);
});

/** Bytes of 1024, "256m", "1.5 GiB"; -1 where a file says so for "no limit". */
export const bytes = parsed('a size such as "256m" or "1g"', (text) => {
  if (/^[-+]?\d+$/.test(text)) return Number(text);
  const [, count, unit = "b"] = /^(\d+(?:\.\d+)?|\.\d+) ?(?:([kmgtp])(?:i?b)?|b)?$/i.exec(text) ?? [];
  return count === undefined ? undefined : Math.trunc(Number(count) * (UNIT_BYTES[unit.toLowerCase()] ?? NaN));
});

/** A file's mode: a number as it is, a text in octal. */
export const mode: Reader<number> = (node, at) => {
  if (node.kind === "scalar" && typeof node.value === "number") return node.value;
  const isOctal = node.kind === "scalar" && /^[0-7]+$/.test(node.text);
  return isOctal ? parseInt(node.text, 8) : at.fault("must be a file mode such as 0440", node);
};
