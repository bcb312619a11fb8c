import { buildUrn } from "@berth/model/urn";
import type { ImportSpec } from "./import-file";

/** An import spec that has been found to be whole. */
export interface NamedSpec extends ImportSpec {
  readonly type: string;
  readonly name: string;
  /** The name in the URN. */
  readonly logicalName: string;
  /** What messages call it. */
  readonly label: string;
}

/** The URNs of an import file's names, of its resources and of the state's. */
export class ImportNames {
  readonly faults: string[] = [];
  private readonly urns: Map<string, string>;
  private readonly takenUrns: Set<string>;
  private readonly ambiguous: ReadonlySet<string>;
  private readonly inFile: ReadonlySet<string>;

  constructor(
    private readonly specs: readonly NamedSpec[],
    table: Readonly<Record<string, string>>,
    private readonly identity: { readonly project: string; readonly stack: string },
  ) {
    this.urns = new Map(Object.entries(table));
    this.takenUrns = new Set(Object.values(table));
    const names = specs.map(({ name }) => name);
    this.inFile = new Set(names);
    this.ambiguous = new Set(names.filter((name, index) => names.indexOf(name) !== index));
    this.resolve();
  }

  /** The URN of a name; undefined when neither the file nor its table has it. */
  urnOf(name: string): string | undefined {
    return this.urns.get(name);
  }

  isAmbiguous(name: string): boolean {
    return this.ambiguous.has(name);
  }

  /** Parents first, whatever their order in the file. */
  private resolve(): void {
    let waiting = this.specs;
    while (waiting.length > 0 && this.faults.length === 0) {
      const left = waiting.filter((spec) => !this.resolveOne(spec));
      if (left.length === waiting.length)
        this.faults.push(...left.map(({ label }) => `${label} is a parent of its own parent`));
      waiting = left;
    }
  }

  /** False while the parent, which the file has too, has no URN yet. */
  private resolveOne({ label, name, type, logicalName, parent }: NamedSpec): boolean {
    if (parent !== undefined && this.isAmbiguous(parent)) this.faults.push(`${label} has an ambiguous parent`);
    const parentUrn = parent === undefined ? undefined : this.urns.get(parent);
    if (parent !== undefined && parentUrn === undefined) {
      if (this.inFile.has(parent)) return false;
      this.faults.push(`the parent '${parent}' for ${label} has no entry in 'nameTable'`);
    }
    const urn = this.build(type, logicalName, parentUrn);
    if (this.takenUrns.has(urn))
      this.faults.push(`${label} has an ambiguous URN, set name (or logical name) to be unique`);
    this.takenUrns.add(urn);
    this.urns.set(name, urn);
    return true;
  }

  private build(type: string, name: string, parent: string | undefined): string {
    const { stack, project } = this.identity;
    return buildUrn({ stack, project, type, name, ...(parent === undefined ? {} : { parent }) });
  }
}
