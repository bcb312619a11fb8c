import type { Fault, Origin, Path } from "./fault";
import { type Node, toData } from "./node";

/** Collects faults under the path it stands at; all places of a project share the lists. */
export class Place {
  constructor(
    readonly path: Path,
    private readonly lists: { readonly faults: Fault[]; readonly warnings: Fault[] },
  ) {}

  at(...keys: (string | number)[]): Place {
    return new Place([...this.path, ...keys], this.lists);
  }

  /** Reports the node's value, and its line. Returns undefined, so that a reader can end with it. */
  // eslint-disable-next-line @typescript-eslint/no-unnecessary-type-parameters -- the reader's own type, or each would need a line more
  fault<T>(rule: string, node: Node): T | undefined {
    this.lists.faults.push({ path: this.path, rule, value: toData(node), origin: node.origin });
    return undefined;
  }

  /** Reports what is wrong with plain data; `value` is left out where there is none. */
  report(rule: string, value: unknown, origin: Origin | undefined): void {
    this.lists.faults.push({
      path: this.path,
      rule,
      ...(value === undefined ? {} : { value }),
      ...(origin === undefined ? {} : { origin }),
    });
  }

  /** Reports what has no value: something that is missing, or wrong as a whole. */
  faultAt(rule: string, origin?: Origin): void {
    this.lists.faults.push(origin === undefined ? { path: this.path, rule } : { path: this.path, rule, origin });
  }

  warn(rule: string, origin: Origin): void {
    this.lists.warnings.push({ path: this.path, rule, origin });
  }
}
