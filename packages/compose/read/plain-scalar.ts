import type { Scalar } from "../node";

export interface PlainScalar {
  readonly value: Scalar;
  readonly text: string;
}

const WORDS = new Map<string, Scalar>([
  ...["", "~", "null", "Null", "NULL"].map((word) => [word, null] as const),
  ...["true", "True", "TRUE"].map((word) => [word, true] as const),
  ...["false", "False", "FALSE"].map((word) => [word, false] as const),
]);
const INTEGER = /^[-+]?(?:0|[1-9][0-9]*|0o?[0-7]+|0x[0-9a-fA-F]+|0b[01]+)$/;
const FLOAT = /^[-+]?(?:\.[0-9]+|[0-9]+(?:\.[0-9]*)?)(?:[eE][-+]?[0-9]+)?$/;
/** Go prints a number with an exponent from here on. */
const FIRST_EXPONENT = 6;
const LAST_PLAIN_EXPONENT = -4;
const LARGEST = 2n ** 64n - 1n;

/**
 * What YAML's parser in compose-go takes an unquoted text for: null, a boolean, a number (a leading 0 is octal, `_` may part
 * digits), else the text itself. Dates stay texts.
 */
export function plainScalar(source: string): PlainScalar {
  const word = WORDS.get(source);
  if (word !== undefined) return { value: word, text: word === null ? "" : String(word) };
  const plain = /^[-+.0-9]/.test(source) ? source.replaceAll("_", "") : "";
  if (INTEGER.test(plain)) return integer(plain);
  if (FLOAT.test(plain)) return { value: Number(plain), text: goFloat(Number(plain)) };
  return { value: source, text: source };
}

function integer(plain: string): PlainScalar {
  const [, sign = "", digits = ""] = /^([-+]?)(.*)$/.exec(plain) ?? [];
  const big = BigInt(/^0[0-7]+$/.test(digits) ? `0o${digits.slice(1)}` : digits);
  const value = sign === "-" ? -big : big;
  if (value > LARGEST) return { value: Number(value), text: goFloat(Number(value)) };
  return { value: Number(value), text: String(value) };
}

/** A number with a fraction or an exponent, as Go's `%v` prints it. */
function goFloat(value: number): string {
  const [digits = "", power = "0"] = value.toExponential().split("e");
  const exponent = Number(power);
  if (exponent >= LAST_PLAIN_EXPONENT && exponent < FIRST_EXPONENT) return String(value);
  return `${digits}e${exponent < 0 ? "-" : "+"}${String(Math.abs(exponent)).padStart(2, "0")}`;
}
