import type { EngineEvent, EventSink } from "@berth/model/events";
import type { Goal } from "@berth/model/goal";
import { isProviderType } from "@berth/model/goal";
import type { PropertyMap } from "@berth/model/property";
import type { Snapshot } from "@berth/model/state";
import { encodeProperties } from "../wire/property-struct";
import { type AnalyzedResource, PolicyPack, type PolicyPackRequest, type Violation } from "./policy-pack";

/** The packs of one run. What they say is told as warnings and errors, as it comes. */
export class Policies {
  private constructor(
    private readonly packs: readonly PolicyPack[],
    private readonly emit: EventSink,
  ) {}

  static async start(
    folders: readonly string[],
    request: Omit<PolicyPackRequest, "folder">,
    emit: EventSink,
  ): Promise<Policies> {
    const started = await Promise.allSettled(folders.map((folder) => PolicyPack.start({ ...request, folder })));
    const packs = started.flatMap((result) => (result.status === "fulfilled" ? [result.value] : []));
    const failed = started.find((result) => result.status === "rejected");
    if (failed !== undefined) {
      await Promise.all(packs.map((pack) => pack.stop()));
      throw failed.reason;
    }
    return new Policies(packs, emit);
  }

  /** Tells what the packs say to a checked registration; true when one of their mandatory rules is broken. */
  async forbid({ type, urn, protect }: Goal, inputs: PropertyMap): Promise<boolean> {
    if (isProviderType(type)) return false;
    const resource = { type, urn, properties: encodeProperties(inputs, encoding), protect: protect === true };
    return this.tell(await Promise.all(this.packs.map((pack) => pack.analyze(resource))));
  }

  /** The same for the stack as a whole. */
  async forbidStack({ resources }: Snapshot): Promise<boolean> {
    if (this.packs.length === 0) return false;
    const analyzed = resources
      .filter(({ type, delete: isLeft }) => !isProviderType(type) && isLeft !== true)
      .map(({ type, urn, outputs, protect, parent }): AnalyzedResource => ({
        type,
        urn,
        properties: encodeProperties(outputs, encoding),
        protect: protect === true,
        ...(parent === undefined ? {} : { parent }),
      }));
    return this.tell(await Promise.all(this.packs.map((pack) => pack.analyzeStack(analyzed))));
  }

  async stop(): Promise<void> {
    await Promise.all(this.packs.map((pack) => pack.stop()));
  }

  private tell(found: readonly (readonly Violation[])[]): boolean {
    const violations = found.flat();
    for (const violation of violations) this.emit(diagnosticOf(violation));
    return violations.some(({ level }) => level === "mandatory");
  }
}

/** A policy sees what a provider sees. */
const encoding = { keepSecrets: true, keepUnknowns: true, keepResources: false, elideAssets: false };

function diagnosticOf({ policy, message, level, urn }: Violation): EngineEvent {
  const severity = level === "mandatory" ? "error" : "warning";
  const text = `policy ${policy} (${level}): ${message.trim()}`;
  return { kind: "diagnostic", severity, message: text, ...(urn === "" ? {} : { urn }) };
}
