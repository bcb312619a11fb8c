import { withAssetHashes } from "../assets/asset-hash";
import { EngineError } from "@berth/model/engine-error";
import type { Goal } from "@berth/model/goal";
import { isProviderType, providerTypePrefix } from "@berth/model/goal";
import { aliasUrns } from "../plan/alias";
import type { PackageRequest } from "../plan/provider-reference";
import {
  defaultProviderGoal,
  defaultProviderName,
  isDefaultProviderDenied,
  providerUrnOf,
  withPackage,
} from "../plan/provider-reference";
import { withoutAbsent } from "../plan/goal-state";
import type { Registrar } from "../execute/registrar";
import type { Registration } from "./registration";
import { packageConfig } from "../project/package-config";
import type { ResolvedConfig } from "../project/stack-config";
import { buildUrn, parseUrn } from "@berth/model/urn";

/** What the resources of one program have in common. */
export interface ProgramIdentity {
  readonly project: string;
  readonly stack: string;
  /** Relative paths of assets start here. */
  readonly programFolder: string;
  readonly config: ResolvedConfig;
}

/** Completes registrations with what comes from elsewhere: URN, parent's options, provider. */
export class GoalResolver {
  private readonly goals = new Map<string, Goal>();
  private readonly componentProviders = new Map<string, ReadonlyMap<string, string>>();
  private readonly defaults = new Map<string, Promise<string>>();

  constructor(
    private readonly identity: ProgramIdentity,
    private readonly registrar: Registrar,
  ) {}

  /** The goal of a registration; registers the package's default provider first when it needs one. */
  async resolve(registration: Registration): Promise<Goal> {
    const urn = this.urnOf(registration);
    const { package: packageRequest, providers, provider: explicit, ...rest } = registration;
    const inputs = await withAssetHashes(registration.inputs, this.identity.programFolder);
    const goal: Goal = withoutAbsent({
      ...rest,
      urn,
      inputs: isProviderType(registration.type) ? withPackage(inputs, packageRequest) : inputs,
      provider: needsProvider(registration)
        ? await this.provider(packageRequest, explicit, registration.parent)
        : undefined,
      ...this.inheritedOptions(registration),
      aliases: aliasUrns({ ...registration, urn }, registration.aliases, this.registrar.registered.former),
    });
    this.goals.set(urn, goal);
    if (!registration.custom) this.componentProviders.set(urn, this.merged(providers, registration.parent));
    return goal;
  }

  /** The reference of the provider for a package: the explicit one, the parent component's, or the default one. */
  async provider(request: PackageRequest, explicit: string | undefined, parent: string | undefined): Promise<string> {
    if (explicit !== undefined) return explicit;
    const inherited = parent === undefined ? undefined : this.inherited(request.name, parent);
    return inherited ?? (await this.defaultProvider(request));
  }

  /** The URN of a resource that this program registers. */
  urnOf(resource: { readonly parent?: string | undefined; readonly type: string; readonly name: string }): string {
    const { stack, project } = this.identity;
    const { parent, type, name } = resource;
    return buildUrn({ stack, project, type, name, ...(parent === undefined ? {} : { parent }) });
  }

  /** Those that a resource has of its parent where it has none of its own. */
  private inheritedOptions({ parent: urn = "", ...own }: Registration) {
    const parent = this.goals.get(urn);
    return {
      deletedWith: own.deletedWith ?? parent?.deletedWith,
      protect: own.protect ?? parent?.protect,
      retainOnDelete: own.retainOnDelete ?? parent?.retainOnDelete,
    };
  }

  private inherited(packageName: string, parent: string): string | undefined {
    const given = this.componentProviders.get(parent)?.get(packageName);
    if (given !== undefined) return given;
    const reference = this.goals.get(parent)?.provider;
    if (reference === undefined) return undefined;
    return parseUrn(providerUrnOf(reference)).type === providerTypePrefix + packageName ? reference : undefined;
  }

  private merged(own: ReadonlyMap<string, string>, parent: string | undefined): ReadonlyMap<string, string> {
    const inherited = parent === undefined ? undefined : this.componentProviders.get(parent);
    return new Map([...(inherited ?? []), ...own]);
  }

  private defaultProvider(request: PackageRequest): Promise<string> {
    if (isDefaultProviderDenied(this.identity.config.config["pulumi:disable-default-providers"], request.name))
      throw new EngineError(
        `default provider for '${request.name}' disabled by pulumi:disable-default-providers; use an explicit provider`,
      );
    const key = JSON.stringify(request);
    const registering = this.defaults.get(key) ?? this.registerDefault(request);
    this.defaults.set(key, registering);
    return registering;
  }

  private async registerDefault(request: PackageRequest): Promise<string> {
    const urn = this.urnOf({ type: providerTypePrefix + request.name, name: defaultProviderName(request) });
    const state = await this.registrar.register(
      defaultProviderGoal(urn, request, packageConfig(this.identity.config, request.name)),
    );
    return `${urn}::${state.id ?? ""}`;
  }
}

function needsProvider(registration: Registration): boolean {
  return registration.custom && !isProviderType(registration.type);
}
