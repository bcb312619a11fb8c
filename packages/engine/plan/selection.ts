import { isProviderType, stackType } from "@berth/model/goal";
import type { ResourceState } from "@berth/model/state";
import { usedUrns } from "./delete";
import { UrnPatterns } from "./urn-patterns";

/** The options that limit a run to some resources, in the CLI's words. */
export interface SelectionOptions {
  readonly targets?: readonly string[];
  readonly targetDependents?: boolean;
  readonly excludes?: readonly string[];
  readonly excludeDependents?: boolean;
  readonly replaces?: readonly string[];
}

/** What decides about one resource. */
type Candidate = Pick<
  ResourceState,
  "urn" | "type" | "parent" | "provider" | "dependencies" | "propertyDependencies" | "deletedWith"
>;

/** Which resources a run may change. It remembers what it has admitted, because dependents are admitted after what they use. */
export class Selection {
  readonly isConstrained: boolean;
  private readonly targets: UrnPatterns;
  private readonly excludes: UrnPatterns;
  private readonly replaced: UrnPatterns;
  /** URNs that were targeted, or excluded, so far. */
  private readonly actual = new Set<string>();

  constructor(private readonly options: SelectionOptions = {}) {
    this.targets = new UrnPatterns(options.targets ?? []);
    this.excludes = new UrnPatterns(options.excludes ?? []);
    this.replaced = new UrnPatterns(options.replaces ?? []);
    this.isConstrained = !this.targets.isEmpty || !this.excludes.isEmpty;
  }

  /** Whether the run may change a resource; providers and the stack always may be, because others need them. */
  admits(candidate: Candidate): boolean {
    const isMeant = this.means(candidate);
    return isProviderType(candidate.type) || candidate.type === stackType || isMeant;
  }

  /** Whether the options select a resource itself, not because others need it. */
  means(candidate: Candidate): boolean {
    if (!this.isConstrained) return true;
    const isMeant = this.isMeant(candidate);
    if (isMeant) this.actual.add(candidate.urn);
    return isMeant === !this.targets.isEmpty;
  }

  /** Whether an option names a resource, or it depends on one that was meant and dependents are meant too. */
  private isMeant(candidate: Candidate): boolean {
    const isTargeting = !this.targets.isEmpty;
    if ((isTargeting ? this.targets : this.excludes).matches(candidate.urn)) return true;
    const follows = isTargeting ? this.options.targetDependents : this.options.excludeDependents;
    return follows === true && usedUrns(candidate).some((urn) => this.actual.has(urn));
  }

  /** Whether the program's resource is replaced although nothing of it changed. */
  forcesReplace(urn: string): boolean {
    return this.replaced.matches(urn);
  }

  /** The CLI's errors for literal URNs that neither the state nor the program has. */
  unknownTargets(kind: "targets" | "replaces", known: ReadonlySet<string>): readonly string[] {
    return this.unknown(kind, known).map(notFound);
  }

  /** Literal URNs that are not among those that are known. */
  unknown(kind: "targets" | "replaces" | "excludes", known: ReadonlySet<string>): readonly string[] {
    const patterns = { targets: this.targets, replaces: this.replaced, excludes: this.excludes }[kind];
    return patterns.literals.filter((urn) => !known.has(urn));
  }

  /** The URNs that a run may delete of `resources`, which are in dependency order. */
  deletable(resources: readonly ResourceState[]): ReadonlySet<string> {
    const all = new Set(resources.map(({ urn }) => urn));
    if (!this.targets.isEmpty) return withDependents(named(resources, this.targets), resources);
    if (this.excludes.isEmpty) return all;
    const kept = this.undeletable(resources);
    return new Set([...all].filter((urn) => !kept.has(urn)));
  }

  /** Whether the deletion of a resource needs --target-dependents: it is not named, something that it uses is. */
  isUnspecified(urn: string): boolean {
    return !this.targets.isEmpty && this.options.targetDependents !== true && !this.targets.matches(urn);
  }

  /** What is excluded, and what that uses, at any distance. */
  private undeletable(resources: readonly ResourceState[]): ReadonlySet<string> {
    let kept = withDependencies(named(resources, this.excludes), resources);
    if (this.options.excludeDependents !== true) return kept;
    for (let size = 0; size !== kept.size;) {
      size = kept.size;
      kept = withDependencies(withDependents(kept, resources), resources);
    }
    return kept;
  }
}

/** `urns` with everything that uses one of them, at any distance, children included. */
function withDependents(urns: ReadonlySet<string>, resources: readonly ResourceState[]): ReadonlySet<string> {
  const found = new Set(urns);
  for (const state of resources) if (usedUrns(state).some((urn) => found.has(urn))) found.add(state.urn);
  return found;
}

/** `urns` with everything that one of them uses, at any distance. */
export function withDependencies(urns: ReadonlySet<string>, resources: readonly ResourceState[]): ReadonlySet<string> {
  const found = new Set(urns);
  for (const state of [...resources].reverse())
    if (found.has(state.urn)) for (const urn of usedUrns(state)) found.add(urn);
  return found;
}

function named(resources: readonly ResourceState[], patterns: UrnPatterns): ReadonlySet<string> {
  return new Set(resources.filter(({ urn }) => patterns.matches(urn)).map(({ urn }) => urn));
}

function notFound(urn: string): string {
  const hint = urn.includes("$") ? "" : " Did you forget to escape $ in your shell?";
  return `Target '${urn}' could not be found in the stack.${hint}`;
}
