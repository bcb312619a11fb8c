import { EngineError } from "@berth/model/engine-error";
import type { Step } from "@berth/model/step";
import type { PackageRequest } from "../plan/provider-reference";
import { missingForSteps, missingInState } from "../plugins/missing-packages";
import { notInstalled } from "../plugins/plugin-lookup";
import type { Snapshot } from "@berth/model/state";

interface GateRequest {
  readonly base: Snapshot;
  /** The packages whose SDKs the program can import. */
  readonly installed: () => readonly PackageRequest[];
  readonly isMissing: (request: PackageRequest) => boolean;
  /** The steps that a preview of the program finds. */
  readonly plan: () => Promise<readonly Step[]>;
}

/**
 * Opens before the first change of a run when every plugin that the run needs is there; else it rejects with their names.
 * An SDK that is installed need not be used, so where the plugin of one is missing, a preview decides.
 */
export class PluginGate {
  private opened: Promise<void> | undefined;

  constructor(private readonly request: GateRequest) {}

  open(): Promise<void> {
    this.opened ??= this.check();
    return this.opened;
  }

  private async check(): Promise<void> {
    const { base, installed, isMissing, plan } = this.request;
    const suspects = [...missingInState(base.resources, isMissing), ...installed().filter(isMissing)];
    if (suspects.length === 0) return;
    const missing = missingForSteps(await plan(), base.resources, isMissing);
    if (missing.length > 0) throw new EngineError(missing.map(notInstalled).join("\n"));
  }
}
