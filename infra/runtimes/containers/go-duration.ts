const UNITS = [
  ["h", 3_600_000],
  ["m", 60_000],
] as const;

/** Milliseconds as Go prints them ("1m30s", "500ms"): the daemon answers so, and another spelling would be a difference. */
export function goDuration(milliseconds: number): string {
  if (milliseconds > 0 && milliseconds < 1000) return `${milliseconds}ms`;
  let rest = milliseconds;
  let text = "";
  for (const [unit, size] of UNITS) {
    const count = Math.floor(rest / size);
    rest -= count * size;
    if (text !== "" || count > 0) text += `${count}${unit}`;
  }
  return `${text}${rest / 1000}s`;
}
