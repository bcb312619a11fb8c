import type { PropertyMap } from "@berth/model/property";
import type { Daemon } from "../daemon/daemon";
import type { RegistryLogin } from "../remote-image/registry-login";
import type { Fields } from "./field";

export interface OperationContext {
  readonly daemon: Daemon;
  readonly urn: string;
  readonly signal?: AbortSignal | undefined;
  /** Limit of the whole operation in ms. */
  readonly limitMs: number;
  /** Ids that belong to live resources of this run: never a leftover. */
  readonly liveIds: ReadonlySet<string>;
  /** Of the registries that images are pulled from. Default: none. */
  readonly logins?: readonly RegistryLogin[];
  /** The program's folder. */
  readonly folder: string;
  readonly onStatus: (message: string) => void;
}

export interface Existing {
  readonly id: string;
  readonly inputs: PropertyMap;
  readonly outputs: PropertyMap;
}

/** `read`: what the daemon reports, in the resource's words; `initErrors`: it is there but did not come up. */
export interface Made {
  readonly id: string;
  readonly read: PropertyMap;
  readonly initErrors?: readonly string[];
}

/** A resource that the official plugin bridges from Terraform: declared fields, and effects on the daemon. */
export interface BridgedResource {
  readonly fields: Fields;
  /** The plugin's own record of its schema version and limits, without which it would migrate the state. */
  readonly meta: string;
  readonly deletesBeforeReplace: boolean;
  create(inputs: PropertyMap, context: OperationContext): Promise<Made>;
  /** Only for resources that have fields that do not replace. */
  update?(existing: Existing, inputs: PropertyMap, context: OperationContext): Promise<Made>;
  /** Undefined: it is gone. */
  read(existing: Existing, context: OperationContext): Promise<PropertyMap | undefined>;
  /** Succeeds when it is gone already. */
  delete(existing: Existing, context: OperationContext): Promise<void>;
}
