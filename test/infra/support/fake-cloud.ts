import type { PropertyMap, PropertyValue } from "../../../packages/model/property";
import { diffProperties } from "../../../packages/model/property-diff";
import type { DiffKind, DiffRequest, DiffResult, Provider } from "../../../packages/model/provider";

export interface Call {
  readonly method: "create" | "update" | "delete";
  readonly type: string;
  readonly name: string;
  readonly inputs: PropertyMap;
}

/** What a cloud adds to the inputs of a type, and which inputs it can't change; after the clouds' own documentation. */
export interface Kind {
  readonly replaceKeys?: readonly string[];
  readonly outputs?: (id: string, inputs: PropertyMap) => PropertyMap;
  /** The full form of an id, where the program looks into it. */
  readonly id?: (short: string) => string;
}

/** A cloud in memory that answers like the real one: ids, addresses and defaults; it records every call. */
export class FakeCloud {
  readonly calls: Call[] = [];
  /** Every call, also those that were taken. */
  readonly history: Call[] = [];
  readonly objects = new Map<string, PropertyMap>();
  /** What it says to whoever logs in; undefined: welcome. */
  refusal: string | undefined;
  private made = 0;

  constructor(private readonly kinds: Readonly<Record<string, Kind>>) {}

  /** "method name" of each call, in order; forgets them. */
  takeCalls(): readonly string[] {
    return this.calls.splice(0).map(({ method, name }) => `${method} ${name}`);
  }

  readonly provider = (): Provider => ({
    capabilities: { secrets: true, resources: true, preview: true },
    checkConfig: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    diffConfig: () => Promise.resolve(none),
    configure: () => (this.refusal === undefined ? Promise.resolve() : Promise.reject(new Error(this.refusal))),
    check: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    diff: (request) => Promise.resolve(this.diff(request)),
    create: ({ urn, inputs, preview }) => {
      if (preview) return Promise.resolve({ id: "", outputs: inputs });
      this.record("create", urn, inputs);
      this.made += 1;
      const short = `${typeOf(urn).split(":").at(-1) ?? ""}-${this.made}`;
      const id = this.kind(urn).id?.(short) ?? short;
      const outputs = { ...inputs, ...this.kind(urn).outputs?.(id, inputs) };
      this.objects.set(id, outputs);
      return Promise.resolve({ id, outputs });
    },
    update: ({ urn, id, inputs, oldOutputs, preview }) => {
      const outputs = { ...oldOutputs, ...inputs, ...this.kind(urn).outputs?.(id, inputs) };
      if (preview) return Promise.resolve({ outputs });
      this.record("update", urn, inputs);
      this.objects.set(id, outputs);
      return Promise.resolve({ outputs });
    },
    delete: ({ urn, id, oldInputs }) => {
      this.record("delete", urn, oldInputs);
      this.objects.delete(id);
      return Promise.resolve();
    },
    read: ({ id, inputs }) => {
      const outputs = this.objects.get(id);
      return Promise.resolve(outputs === undefined ? { id: "", inputs: {}, outputs: {} } : { id, inputs, outputs });
    },
    invoke: ({ token }) => Promise.reject(new Error(`${token}: the stacks ask a cloud nothing`)),
    cancel: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });

  private diff({ urn, oldInputs, newInputs }: DiffRequest): DiffResult {
    const changes = Object.entries(diffProperties(oldInputs, newInputs));
    if (changes.length === 0) return none;
    const { replaceKeys = [] } = this.kind(urn);
    const roots = [...new Set(changes.map(([path]) => rootOf(path)))];
    const detailedDiff = Object.fromEntries(
      changes.map(([path, kind]) => {
        const full: DiffKind = replaceKeys.includes(rootOf(path)) ? `${kind}-replace` : kind;
        return [path, { kind: full, inputDiff: true }];
      }),
    );
    const forced = roots.filter((root) => replaceKeys.includes(root));
    return { ...none, changes: "some", replaceKeys: forced, changedKeys: roots, detailedDiff };
  }

  private kind(urn: string): Kind {
    return this.kinds[typeOf(urn)] ?? {};
  }

  private record(method: Call["method"], urn: string, inputs: PropertyMap): void {
    const call = { method, type: typeOf(urn), name: nameOf(urn), inputs };
    this.calls.push(call);
    this.history.push(call);
  }
}

/** Addresses of a /24, by default one that is for documents only: another one for each id, always the same for one. */
export function addressBook(network = "203.0.113"): (id: string) => string {
  const known: string[] = [];
  return (id) => {
    if (!known.includes(id)) known.push(id);
    return `${network}.${known.indexOf(id) + 1}`;
  };
}

/** A value as a person would write it in a line. */
export function shown(value: PropertyValue | undefined): string {
  return typeof value === "string" ? value : Array.isArray(value) ? value.join(",") : JSON.stringify(value ?? "");
}

const none: DiffResult = {
  changes: "none",
  replaceKeys: [],
  changedKeys: [],
  stableKeys: [],
  deleteBeforeReplace: false,
};

function typeOf(urn: string): string {
  return urn.split("::").at(2)?.split("$").at(-1) ?? "";
}

function nameOf(urn: string): string {
  return urn.split("::").at(-1) ?? "";
}

function rootOf(path: string): string {
  return /^[^.[]*/.exec(path)?.[0] ?? path;
}
