import type { Path } from "./fault";

interface Branch<T> {
  readonly next: Map<string, Branch<T>>;
  value?: T;
}

/** Finds what belongs to a place by patterns such as "services.*.ports.[]": `*` is any key, `[]` any item of a list. */
export class PathTable<T> {
  private readonly root: Branch<T> = { next: new Map() };

  constructor(entries: Readonly<Record<string, T>>) {
    for (const [pattern, value] of Object.entries(entries)) {
      let branch = this.root;
      for (const key of pattern.split(".")) {
        const next: Branch<T> = branch.next.get(key) ?? { next: new Map() };
        branch.next.set(key, next);
        branch = next;
      }
      branch.value = value;
    }
  }

  find(path: Path): T | undefined {
    const step = (branch: Branch<T>, at: number): T | undefined => {
      if (at === path.length) return branch.value;
      const key = path[at];
      const keys = typeof key === "number" ? ["[]"] : [key ?? "", "*"];
      for (const one of keys) {
        const next = branch.next.get(one);
        const found = next && step(next, at + 1);
        if (found !== undefined) return found;
      }
      return undefined;
    };
    return step(this.root, 0);
  }
}
