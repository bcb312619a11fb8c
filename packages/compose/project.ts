import type { CheckedProject, CheckedService } from "./check/project";

type Required1<T, K extends keyof T> = Omit<T, K> & { readonly [P in K]-?: NonNullable<T[P]> };
type Item<T> = NonNullable<T> extends readonly (infer U)[] ? U : never;
type Value<T> = NonNullable<T> extends Readonly<Record<string, infer U>> ? U : never;

export type Port = Required1<Item<CheckedService["ports"]>, "target" | "protocol" | "mode">;
export type VolumeMount = Required1<Item<CheckedService["volumes"]>, "type" | "target">;
export type FileMount = Required1<Item<CheckedService["secrets"]>, "source" | "target">;
export type Dependency = Required1<Value<CheckedService["depends_on"]>, "condition" | "required">;
export type Build = Required1<NonNullable<CheckedService["build"]>, "context">;
export type Healthcheck = NonNullable<CheckedService["healthcheck"]>;
export type EnvFile = Required1<Item<CheckedService["env_file"]>, "path" | "required">;
export type Deploy = NonNullable<CheckedService["deploy"]>;
export type ServiceNetwork = NonNullable<Value<CheckedService["networks"]>>;
export type Network = Required1<NonNullable<Value<CheckedProject["networks"]>>, "name">;
export type Volume = Required1<NonNullable<Value<CheckedProject["volumes"]>>, "name">;
export type Secret = Required1<Value<CheckedProject["secrets"]>, "name">;
export type Config = Required1<Value<CheckedProject["configs"]>, "name">;

type Completed =
  | "build"
  | "configs"
  | "command"
  | "depends_on"
  | "deploy"
  | "entrypoint"
  | "env_file"
  | "environment"
  | "networks"
  | "pid"
  | "ports"
  | "secrets"
  | "tmpfs"
  | "volumes";

/** A service in Compose's own nouns: every short form written out, durations in milliseconds, sizes in bytes, paths absolute. */
export type Service = Omit<CheckedService, Completed> & {
  readonly build?: Build;
  readonly command?: readonly string[];
  readonly configs: readonly FileMount[];
  readonly depends_on: Readonly<Record<string, Dependency>>;
  readonly deploy?: Deploy;
  readonly entrypoint?: readonly string[];
  readonly env_file: readonly EnvFile[];
  /** null: the name stands alone, and no variable of the project has it. */
  readonly environment: Readonly<Record<string, string | null>>;
  readonly networks: Readonly<Record<string, ServiceNetwork>>;
  readonly pid?: string;
  readonly ports: readonly Port[];
  readonly secrets: readonly FileMount[];
  readonly tmpfs: readonly string[];
  readonly volumes: readonly VolumeMount[];
};

/** A whole project as compose-go understands it. */
export interface Project {
  readonly name: string;
  readonly services: Readonly<Record<string, Service>>;
  readonly networks: Readonly<Record<string, Network>>;
  readonly volumes: Readonly<Record<string, Volume>>;
  readonly secrets: Readonly<Record<string, Secret>>;
  readonly configs: Readonly<Record<string, Config>>;
  /** Not read further. */
  readonly models?: unknown;
  /** Not read further. */
  readonly jobs?: unknown;
  readonly extensions?: Readonly<Record<string, unknown>>;
}
