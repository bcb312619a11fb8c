import type { StackConfig } from "./config/config-schema";

export interface ClearLogin {
  /** Host of a registry. */
  readonly address: string;
  readonly username: string;
  readonly password: string;
}

/** The credentials of those registries that have some. */
export function registryLogins(registries: StackConfig["registries"]): readonly ClearLogin[] {
  return Object.entries(registries).flatMap(([address, { username, password }]) =>
    username === undefined || password === undefined ? [] : [{ address, username, password }],
  );
}
