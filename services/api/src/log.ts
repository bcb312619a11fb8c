export type Log = (level: "info" | "warn" | "error", message: string, fields?: Record<string, unknown>) => void;

/** One JSON object a line; an Error among the fields is written as its message and stack. */
export function logTo(out: { write(text: string): unknown }): Log {
  return (level, message, fields = {}) => {
    const plain = Object.fromEntries(Object.entries(fields).map(([key, value]) => [key, withoutClass(value)]));
    out.write(`${JSON.stringify({ time: new Date().toISOString(), level, message, ...plain })}\n`);
  };
}

function withoutClass(value: unknown): unknown {
  return value instanceof Error ? { message: value.message, stack: value.stack } : value;
}
