import type { LogSource } from "./log-source";

/** One line of a service's log. */
export interface LogLine {
  readonly host: string;
  readonly service: string;
  /** RFC 3339 in UTC; absent where the line has none, say an error of ssh. */
  readonly time?: string;
  readonly message: string;
}

/** Reads a line that may start with its time. */
export function logLine({ host, service }: Omit<LogSource, "argv">, line: string): LogLine {
  const [, time, message = ""] = /^(\d{4}-\d\d-\d\dT[\d:.]+(?:Z|[+-][\d:]+)) ?(.*)$/s.exec(line) ?? [];
  return time === undefined ? { host, service, message: line } : { host, service, time, message };
}

/** By time. A line without a time stays behind the line of its service that it followed. */
export function sortedByTime(logs: readonly (readonly LogLine[])[]): readonly LogLine[] {
  const timed = logs.flatMap((lines) => {
    let last = "";
    return lines.map((line) => ({ line, time: (last = line.time ?? last) }));
  });
  return timed.sort((a, b) => (a.time < b.time ? -1 : a.time > b.time ? 1 : 0)).map(({ line }) => line);
}

/** How a line is printed: the host only where there are several, the service always. */
export function printedLine(sources: readonly LogSource[]): (line: LogLine) => string {
  const hosts = new Set(sources.map(({ host }) => host));
  const label = ({ host, service }: Omit<LogSource, "argv">) => (hosts.size > 1 ? `${host} ${service}` : service);
  const width = Math.max(0, ...sources.map((source) => label(source).length));
  return (line) => `${label(line).padEnd(width)} | ${line.time === undefined ? "" : `${line.time} `}${line.message}`;
}
