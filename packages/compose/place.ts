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
  fault(rule: string, node: Node): undefined {
    this.lists.faults.push({ path: this.path, rule, value: toData(node), origin: node.origin });
  }

  /** Reports what is wrong with plain data; `value` is left out where there is none. */
  report(rule: string, value: unknown, origin: Origin | undefined): undefined {
    this.lists.faults.push({
      path: this.path,
      rule,
      ...(value === undefined ? {} : { value }),
      ...(origin === undefined ? {} : { origin }),
    });
  }

  /** Reports what has no value: something that is missing, or wrong as a whole. */
  faultAt(rule: string, origin?: Origin): undefined {
    this.lists.faults.push(origin === undefined ? { path: this.path, rule } : { path: this.path, rule, origin });
  }

  warn(rule: string, origin: Origin): void {
    this.lists.warnings.push({ path: this.path, rule, origin });
  }
}
