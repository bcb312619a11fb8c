export type Unit = "s" | "ms" | "bytes" | "count" | "1/s" | "percent";

const binary = ["B", "KiB", "MiB", "GiB", "TiB"] as const;

/** A value as people read it: three digits that count, and the unit that fits. */
export function quantity(value: number, unit: Unit): string {
  switch (unit) {
    case "s":
      return seconds(value);
    case "ms":
      return value >= 1000 ? seconds(value / 1000) : `${digits(value)} ms`;
    case "bytes":
      return bytes(value);
    case "1/s":
      return `${digits(value)} / s`;
    case "percent":
      return `${digits(value)} %`;
    case "count":
      return digits(value);
  }
}

/** "3.2 ×"; large ones without decimals. */
export function times(ratio: number): string {
  return `${digits(ratio)} ×`;
}

function seconds(value: number): string {
  if (value < 1) return `${digits(value * 1000)} ms`;
  if (value < 120) return `${digits(value)} s`;
  const whole = Math.round(value);
  return `${Math.floor(whole / 60)} min ${whole % 60} s`;
}

function bytes(value: number): string {
  let scaled = value;
  let step = 0;
  while (Math.abs(scaled) >= 1024 && step < binary.length - 1) {
    scaled /= 1024;
    step += 1;
  }
  return `${digits(scaled)} ${binary[step] ?? ""}`;
}

function digits(value: number): string {
  if (Number.isInteger(value)) return value.toLocaleString("en-US");
  const size = Math.abs(value);
  if (size >= 100) return Math.round(value).toLocaleString("en-US");
  return String(Number(value.toPrecision(size >= 10 ? 3 : 2)));
}
