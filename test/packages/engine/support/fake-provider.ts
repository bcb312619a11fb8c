import { EngineError } from "../../../../packages/model/engine-error";
import type { PropertyMap } from "../../../../packages/model/property";
import { changedKeys, deepEqual } from "../../../../packages/model/property-diff";
import type {
  Capabilities,
  CheckFailure,
  CreateResult,
  DiffResult,
  Provider,
} from "../../../../packages/model/provider";

/** One call, as the tests see it. */
export interface Call {
  readonly method: string;
  /** The last part of the URN. */
  readonly name: string;
  readonly request: unknown;
}

/** What a test wants the provider to do at a call; undefined: the ordinary thing. */
export interface Script {
  check?: (name: string, news: PropertyMap) => readonly CheckFailure[];
  diff?: (name: string, news: PropertyMap) => Promise<Partial<DiffResult>> | Partial<DiffResult> | undefined;
  create?: (name: string, inputs: PropertyMap) => Promise<Partial<CreateResult>> | Partial<CreateResult> | undefined;
  update?: (
    name: string,
  ) => Promise<{ initErrors?: readonly string[] }> | { initErrors?: readonly string[] } | undefined;
  delete?: (name: string) => Promise<void> | undefined;
  read?: (name: string) => Partial<{ id: string; outputs: PropertyMap; inputs: PropertyMap }> | undefined;
  configure?: (inputs: PropertyMap) => Promise<void> | undefined;
  invoke?: (token: string, args: PropertyMap) => PropertyMap;
}

/**
 * A cloud in memory: package "fake". Inputs whose key begins with "replace" force a replacement, "replaceFirst" one that
 * deletes first. Outputs are the inputs and `made`, the number of the object.
 */
export class FakeCloud {
  readonly calls: Call[] = [];
  /** Id → outputs of what exists. */
  readonly objects = new Map<string, PropertyMap>();
  script: Script = {};
  /** What exists under a name with the same inputs is taken over by a create, as careful providers do. */
  adopts = false;
  /** Read answers with the inputs that the object has, as careful providers do; else with those it was given. */
  readsInputs = false;
  capabilities: Capabilities = { secrets: true, resources: true, preview: true };
  /** Called before and after every change of the cloud, with what it is: the moments a kill may fall on. */
  onMoment: ((moment: string) => void) | undefined;
  private made = 0;

  /** A second cloud that holds the same; what then happens to one does not happen to the other. */
  copy(): FakeCloud {
    const copy = new FakeCloud();
    for (const [id, outputs] of this.objects) copy.objects.set(id, outputs);
    copy.adopts = this.adopts;
    copy.readsInputs = this.readsInputs;
    copy.made = this.made;
    return copy;
  }

  /** The calls of a method, by name, in order. */
  names(method: string): readonly string[] {
    return this.calls.filter((call) => call.method === method).map((call) => call.name);
  }

  clear(): void {
    this.calls.length = 0;
    this.script = {};
  }

  readonly provider = (): Provider => ({
    capabilities: this.capabilities,
    checkConfig: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    diffConfig: (request) => Promise.resolve(this.ordinaryDiff(request.oldInputs, request.newInputs)),
    configure: async (request) => {
      this.record("configure", request.urn, request);
      await this.script.configure?.(request.inputs);
    },
    check: (request) => {
      const name = this.record("check", request.urn, request);
      return Promise.resolve({ inputs: request.news, failures: this.script.check?.(name, request.news) ?? [] });
    },
    diff: async (request) => {
      const name = this.record("diff", request.urn, request);
      const scripted = await this.script.diff?.(name, request.newInputs);
      return { ...this.ordinaryDiff(request.oldInputs, request.newInputs), ...scripted };
    },
    create: async (request) => {
      const name = this.record(request.preview ? "preview-create" : "create", request.urn, request);
      if (request.preview) return { id: "", outputs: request.inputs };
      this.onMoment?.(`before create ${name}`);
      const scripted = await this.script.create?.(name, request.inputs);
      const found = this.adopts ? this.find(name, request.inputs) : undefined;
      if (found !== undefined) return found;
      this.made += 1;
      const result = { id: `${name}-${this.made}`, outputs: { ...request.inputs, made: this.made }, ...scripted };
      this.objects.set(result.id, result.outputs);
      this.onMoment?.(`after create ${name}`);
      return result;
    },
    update: async (request) => {
      const name = this.record(request.preview ? "preview-update" : "update", request.urn, request);
      const scripted = request.preview ? undefined : await this.script.update?.(name);
      const outputs = { ...request.oldOutputs, ...request.inputs };
      if (request.preview) return { outputs };
      this.onMoment?.(`before update ${name}`);
      this.objects.set(request.id, outputs);
      this.onMoment?.(`after update ${name}`);
      return { outputs, ...scripted };
    },
    delete: async (request) => {
      const name = this.record("delete", request.urn, request);
      await this.script.delete?.(name);
      this.onMoment?.(`before delete ${name}`);
      this.objects.delete(request.id);
      this.onMoment?.(`after delete ${name}`);
    },
    read: (request) => {
      const name = this.record("read", request.urn, request);
      const outputs = this.objects.get(request.id);
      const found =
        outputs === undefined
          ? { id: "", inputs: {}, outputs: {} }
          : { id: request.id, inputs: this.readsInputs ? inputsOf(outputs) : request.inputs, outputs };
      return Promise.resolve({ ...found, ...this.script.read?.(name) });
    },
    invoke: ({ token, args }) => {
      this.record("invoke", token, args);
      return Promise.resolve({ result: this.script.invoke?.(token, args) ?? args, failures: [] });
    },
    cancel: () => Promise.resolve(),
    close: () => Promise.resolve(),
  });

  private find(name: string, inputs: PropertyMap): CreateResult | undefined {
    for (const [id, outputs] of this.objects)
      if (id.startsWith(`${name}-`) && deepEqual({ ...inputs, made: outputs.made ?? null }, outputs))
        return { id, outputs };
    return undefined;
  }

  private record(method: string, urn: string, request: unknown): string {
    const name = urn.split("::").at(-1) ?? urn;
    this.calls.push({ method, name, request });
    return name;
  }

  private ordinaryDiff(oldInputs: PropertyMap, newInputs: PropertyMap): DiffResult {
    const changed = changedKeys(oldInputs, newInputs);
    return {
      changes: changed.length === 0 ? "none" : "some",
      replaceKeys: changed.filter((key) => key.startsWith("replace")),
      changedKeys: changed,
      stableKeys: [],
      deleteBeforeReplace: changed.includes("replaceFirst"),
    };
  }
}

/** Without what the cloud adds itself. */
function inputsOf(outputs: PropertyMap): PropertyMap {
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => key !== "made"));
}

/** What a provider throws when the cloud says no. */
export function refusal(text: string): EngineError {
  return new EngineError(text);
}
