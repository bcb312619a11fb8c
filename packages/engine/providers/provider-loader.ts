import { EngineError } from "@berth/model/engine-error";
import type { PackageRequest } from "../plan/provider-reference";
import type { PluginContext } from "../plugins/plugin-loader";
import { loadPlugin } from "../plugins/plugin-loader";
import { findPlugin, installHint, notInstalled } from "../plugins/plugin-lookup";
import type { Provider } from "@berth/model/provider";
import { absentProvider } from "./unconfigured-provider";

/** Makes the provider of a package in this process: one instance for each provider resource. */
export type ProviderFactory = (options: ProviderOptions) => Provider;

export interface ProviderOptions {
  /** Shows what a long step is at: one line, kept only until the next. */
  readonly onStatus: (urn: string, message: string) => void;
  /** The program's folder, where relative paths start. */
  readonly folder: string;
}

export interface LoaderContext extends PluginContext {
  readonly preview: boolean;
  /** Package → factory, for packages that need no plugin. A debugger's port (PULUMI_DEBUG_PROVIDERS) goes before it. */
  readonly inProcess: ReadonlyMap<string, ProviderFactory>;
  readonly warn: (message: string) => void;
  readonly onStatus: ProviderOptions["onStatus"];
}

/** The provider of a package; in previews a stand-in for a plugin that is not installed, said once each. */
export function providerLoader(context: LoaderContext): (request: PackageRequest) => Promise<Provider> {
  const missing = new Set<string>();
  return async (request) => {
    const launch = findPlugin(request, context.sources);
    const factory = launch?.kind === "attach" ? undefined : context.inProcess.get(request.name);
    if (factory !== undefined) return factory({ onStatus: context.onStatus, folder: context.sources.programFolder });
    if (launch !== undefined) return loadPlugin(launch, request, context);
    if (!context.preview) throw new EngineError(notInstalled(request));
    if (!missing.has(request.name)) context.warn(planned(request));
    missing.add(request.name);
    return absentProvider();
  };
}

function planned(request: PackageRequest): string {
  const hint = installHint(request);
  return `provider ${request.name} is not installed: its resources are planned from inputs and state alone; replacements can't be told from updates. Before \`up\`, install it with: ${hint}`;
}
