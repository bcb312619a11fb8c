/** For a field that the checks have made sure of: the services of a runtime, or of a step, that can't do without it. */
export function present<T>(value: T | undefined, what: string): T {
  if (value === undefined) throw new Error(`there is no ${what}`);
  return value;
}
