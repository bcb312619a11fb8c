const frameHeaderBytes = 8;

/** The text of a log that the daemon sent in frames (no terminal): stream and length, then bytes; a cut end is kept. */
export function unframeLog(log: Buffer): string {
  const parts: Buffer[] = [];
  for (let at = 0; at + frameHeaderBytes <= log.length;) {
    const length = log.readUInt32BE(at + 4);
    const start = at + frameHeaderBytes;
    parts.push(log.subarray(start, Math.min(start + length, log.length)));
    at = start + length;
  }
  return Buffer.concat(parts).toString("utf8");
}

/** The last lines of a text, without control characters, each at most `width` characters long. */
export function lastLines(text: string, count: number, width = 500): string {
  const clean = text.replace(/\r/g, "").replace(/[\x00-\x08\x0b-\x1f\x7f]/g, "");
  const lines = clean.split("\n").filter((line) => line.trim() !== "");
  return lines
    .slice(-count)
    .map((line) => (line.length > width ? `${line.slice(0, width)}…` : line))
    .join("\n");
}
