import { randomUUID } from "node:crypto";
import { EngineError } from "@berth/model/engine-error";
import type { PackageRequest } from "../plan/provider-reference";
import { packageRequestOf, parseProviderReference } from "../plan/provider-reference";
import { providerOutputs } from "../plan/goal-state";
import type { PropertyMap } from "@berth/model/property";
import { isKnown } from "@berth/model/property-view";
import type { CheckResult, DiffResult, Provider } from "@berth/model/provider";
import { guardProvider } from "./provider-boundary";
import type { ResourceState } from "@berth/model/state";
import { plannedWithoutSettings, unconfiguredProvider } from "./unconfigured-provider";

interface Instance {
  readonly provider: Provider;
  /** Rejects when the provider refused its settings; whoever uses it first hears of it. */
  readonly configured: Promise<void>;
}

interface Settings {
  readonly urn: string;
  readonly id: string;
  readonly inputs: PropertyMap;
}

interface ConfiguredProvider extends Omit<Settings, "id"> {
  readonly type: string;
  readonly id?: string | undefined;
}

/** The providers of one run: one instance for each provider resource, started when it is first needed. */
export class ProviderRegistry {
  /** Started for Check, not configured yet; by URN. */
  private readonly candidates = new Map<string, Promise<Provider>>();
  private readonly instances = new Map<string, Promise<Instance>>();
  private readonly started = new Set<Promise<Provider>>();

  constructor(
    private readonly load: (request: PackageRequest) => Promise<Provider>,
    private readonly warn: (urn: string, message: string) => void,
  ) {}

  /** CheckConfig on a fresh instance, which a later `configure` or `same` of that URN takes over. */
  async check(urn: string, type: string, properties: { olds: PropertyMap; news: PropertyMap }): Promise<CheckResult> {
    const { olds, news } = properties;
    const candidate = this.start(packageRequestOf(type, news));
    this.candidates.set(urn, candidate);
    const provider = await candidate;
    const result = await provider.checkConfig({ urn, olds: providerOutputs(olds), news: providerOutputs(news) });
    return { ...result, inputs: withEngineKeys(result.inputs, news) };
  }

  /** DiffConfig; a provider that can't tell is compared by what it was configured with, and is never replaced for it. */
  async diff(old: ResourceState, newInputs: PropertyMap): Promise<DiffResult> {
    const provider = await this.candidate(old.urn, old.type, newInputs);
    const news = providerOutputs(newInputs);
    return provider.diffConfig({
      urn: old.urn,
      id: old.id ?? "",
      oldInputs: providerOutputs(old.inputs),
      oldOutputs: old.outputs,
      newInputs: news,
      ignoreChanges: [],
    });
  }

  /** Configures the provider and makes it available as "urn::id"; a new id when none is given. Returns the id. */
  async configure({ urn, type, inputs, id = randomUUID() }: ConfiguredProvider): Promise<string> {
    const provider = await this.candidate(urn, type, inputs);
    this.candidates.delete(urn);
    this.instances.set(`${urn}::${id}`, Promise.resolve(this.configuredInstance(provider, { urn, id, inputs })));
    return id;
  }

  /** The configured provider of a reference that this run has registered. */
  async get(reference: string): Promise<Provider> {
    const instance = await this.instances.get(reference);
    if (instance === undefined) throw new EngineError(`find provider ${reference}: this run has not registered it`);
    await instance.configured;
    return instance.provider;
  }

  /** As `get`, but loads the provider as `states` recorded it when this run has not registered it. */
  ensure(reference: string, states: readonly ResourceState[]): Promise<Provider> {
    if (this.instances.has(reference)) return this.get(reference);
    const { urn, id } = parseProviderReference(reference);
    const state = states.find((one) => one.urn === urn && one.id === id);
    if (state === undefined)
      return Promise.reject(new EngineError(`find provider ${reference}: the state has no such provider`));
    const instance = this.start(packageRequestOf(state.type, state.inputs)).then((provider) =>
      this.configuredInstance(provider, { urn, id, inputs: state.inputs }),
    );
    this.instances.set(reference, instance);
    return this.get(reference);
  }

  /** Asks all providers to end what they are doing, soon. */
  async cancel(): Promise<void> {
    await this.each((provider) => provider.cancel());
  }

  /** Ends all providers; idempotent. */
  async close(): Promise<void> {
    await this.each((provider) => provider.close());
    this.started.clear();
  }

  private configuredInstance(provider: Provider, { urn, id, inputs }: Settings): Instance {
    if (!isKnown(inputs)) {
      const message =
        "the provider for this resource has inputs that are not known during preview; this preview may not be complete";
      return {
        provider:
          provider.capabilities.unconfigured === true
            ? plannedWithoutSettings(provider)
            : unconfiguredProvider(
                (user) => this.warn(user, message),
                () => provider.close(),
              ),
        configured: Promise.resolve(),
      };
    }
    const configured = provider.configure({ urn, id, inputs: providerOutputs(inputs) }).catch((thrown: unknown) => {
      throw EngineError.from(thrown, `configure provider ${urn}`);
    });
    // It is reported by whoever needs the provider; nobody may.
    configured.catch(() => undefined);
    return { provider, configured };
  }

  private candidate(urn: string, type: string, inputs: PropertyMap): Promise<Provider> {
    const present = this.candidates.get(urn);
    if (present !== undefined) return present;
    const started = this.start(packageRequestOf(type, inputs));
    this.candidates.set(urn, started);
    return started;
  }

  private start(request: PackageRequest): Promise<Provider> {
    const provider = this.load(request).then(guardProvider);
    this.started.add(provider);
    return provider;
  }

  private async each(act: (provider: Provider) => Promise<void>): Promise<void> {
    const loaded = await Promise.allSettled(this.started);
    await Promise.allSettled(loaded.flatMap((one) => (one.status === "fulfilled" ? [act(one.value)] : [])));
  }
}

/** The engine's own keys survive a provider's CheckConfig. */
function withEngineKeys(checked: PropertyMap, news: PropertyMap): PropertyMap {
  const engineKeys = Object.entries(news).filter(([key]) => key === "version" || key === "__internal");
  return { ...Object.fromEntries(engineKeys), ...checked };
}
