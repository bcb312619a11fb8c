import { EngineError } from "@berth/model/engine-error";
import { executeStep } from "./execute-step";
import type { RegisteredResources } from "./registered-resources";
import type { Run } from "./run";
import { reportError } from "./run";
import type { ResourceState } from "@berth/model/state";
import type { Operation, Step } from "@berth/model/step";

/** Reads resources that others own; they are kept in the state as external. */
export class Reader {
  constructor(
    private readonly run: Run,
    private readonly registered: RegisteredResources,
  ) {}

  /** Resolves with the resource as its provider sees it. Rejects with a ReportedError, also when it does not exist. */
  async read(wanted: ResourceState): Promise<ResourceState> {
    try {
      this.run.status.throwIfStopped();
      const old = this.registered.claim({ urn: wanted.urn, aliases: [] });
      return await this.run.limit.run(() => this.advance(wanted, old));
    } catch (thrown) {
      throw reportError(this.run, thrown, wanted.urn);
    }
  }

  private async advance(wanted: ResourceState, old: ResourceState | undefined): Promise<ResourceState> {
    const owned = old !== undefined && old.external !== true && old.id !== wanted.id;
    const step = (operation: Operation): Step => ({
      operation,
      urn: wanted.urn,
      type: wanted.type,
      ...(old === undefined ? {} : { before: old }),
      after: wanted,
      replaceKeys: [],
      changedKeys: [],
    });
    const state = await executeStep(this.run, step(owned ? "read-replacement" : "read"), this.registered.condemned);
    if (owned) await executeStep(this.run, step("replace"), this.registered.condemned);
    if (state === undefined) throw new EngineError(`read ${wanted.urn}: no state`);
    this.registered.finish(state);
    return state;
  }
}
