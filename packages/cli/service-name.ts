import { UsageError } from "./usage-error";

/** A word that can be the name of a service in Compose, which a host's shell then reads as it is. Throws with the example for another one. */
export function serviceName(word: string, example: string): string {
  if (/^[A-Za-z0-9._-]+$/.test(word)) return word;
  throw new UsageError(`${JSON.stringify(word)} is not the name of a service, for example: ${example}`);
}
