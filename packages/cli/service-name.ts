import { UsageError } from "./usage-error";

/** A word that is the name of a service, which a host's shell then reads as it is. Throws with the example for another one. */
export function serviceName(word: string, example: string): string {
  if (/^[a-z][a-z0-9-]*$/.test(word)) return word;
  throw new UsageError(`${JSON.stringify(word)} is not the name of a service, for example: ${example}`);
}
