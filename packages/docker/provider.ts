import { EngineError } from "@berth/model/engine-error";
import { noDiff } from "@berth/model/no-diff";
import { unknown, type PropertyMap, type PropertyValue } from "@berth/model/property";
import { providerView } from "@berth/model/property-view";
import type { CreateRequest, Provider } from "@berth/model/provider";
import { parseUrn } from "@berth/model/urn";
import { autoname } from "./bridge/autoname";
import type { BridgedResource, Existing, Made, OperationContext } from "./bridge/bridged-resource";
import { render } from "./bridge/canonical";
import { checkInputs, defaultsKey } from "./bridge/check-inputs";
import { containerResource } from "./container/container";
import { Daemon } from "./daemon/daemon";
import { diffResource } from "./bridge/diff-resource";
import { fillOutputs } from "./bridge/fill-outputs";
import { BuildQueue } from "./image/build-queue";
import { buildImage, diffImage } from "./image/image";
import { checkImage } from "./image/image-check";
import { findImage } from "./remote-image/image-pull";
import { networkResource } from "./network/network";
import type { DockerProviderOptions } from "./options";
import { configFailures, daemonAddress } from "./provider-config";
import { readInputs } from "./bridge/read-inputs";
import { parseRegistryAuth, type RegistryLogin } from "./remote-image/registry-login";
import { resolveImage } from "./remote-image/resolve-image";
import { remoteImageResource } from "./remote-image/remote-image";
import { volumeResource } from "./volume/volume";

/** Here the daemon queries the registry, in the official plugin this computer does. */
const registryImage = "docker:index/getRegistryImage:getRegistryImage";
const imageType = "docker:index/image:Image";
const bridged: Readonly<Record<string, BridgedResource>> = {
  "docker:index/container:Container": containerResource,
  "docker:index/network:Network": networkResource,
  "docker:index/remoteImage:RemoteImage": remoteImageResource,
  "docker:index/volume:Volume": volumeResource,
};
/** The official plugin's own limit of an operation. */
const operationLimitMs = 20 * 60_000;

/** The package `docker` (npm @pulumi/docker 5.2.0) for Container, Network, Volume, Image and RemoteImage, in this process. */
export function createDockerProvider(options: DockerProviderOptions = {}): Provider {
  return new DockerProvider(options);
}

class DockerProvider implements Provider {
  readonly capabilities = { secrets: false, resources: false, preview: true, unconfigured: true };
  private daemon: Daemon | undefined;
  private logins: readonly RegistryLogin[] = [];
  private readonly liveIds = new Set<string>();
  private readonly builds = new BuildQueue();
  private readonly cancellation = new AbortController();

  constructor(private readonly options: DockerProviderOptions) {}

  checkConfig: Provider["checkConfig"] = ({ news }) =>
    Promise.resolve({ inputs: news, failures: configFailures(news) });

  /** A changed address does not replace: it names the same daemon by another way, or the resources say so themselves. */
  diffConfig: Provider["diffConfig"] = ({ oldInputs, newInputs }) => {
    const keys = [...new Set([...Object.keys(oldInputs), ...Object.keys(newInputs)])];
    const changedKeys = keys.filter((key) => render(oldInputs[key] ?? null) !== render(newInputs[key] ?? null));
    return Promise.resolve({ ...noDiff, changes: changedKeys.length > 0 ? "some" : "none", changedKeys });
  };

  configure: Provider["configure"] = (request) => {
    const inputs = providerView(request.inputs, this.capabilities);
    this.daemon = new Daemon(daemonAddress(inputs, process.env));
    this.logins = parseRegistryAuth(inputs.registryAuth) ?? [];
    return Promise.resolve();
  };

  check: Provider["check"] = async (request) => {
    const { urn, news } = request;
    if (parseUrn(urn).type === imageType) return checkImage(news, this.folder);
    return checkInputs(resourceOf(urn).fields, autoname(request));
  };

  diff: Provider["diff"] = (request) => {
    // What the daemon still has of a deleted one, say by an older machine's disk, is left over and may be taken.
    if (request.isDeleted !== true) this.liveIds.add(request.id);
    if (parseUrn(request.urn).type === imageType) return Promise.resolve(diffImage(request));
    const resource = resourceOf(request.urn);
    return Promise.resolve(diffResource(resource.fields, request, resource.deletesBeforeReplace));
  };

  create: Provider["create"] = async (request) => {
    const { urn, inputs, preview } = request;
    const isImage = parseUrn(urn).type === imageType;
    if (preview) return { id: "", outputs: isImage ? inputs : previewOutputs(resourceOf(urn), inputs) };
    if (isImage) return this.build(request);
    const made = await resourceOf(urn).create(inputs, this.context(request));
    this.liveIds.add(made.id);
    return { id: made.id, outputs: outputsOf(resourceOf(urn), inputs, made), ...initErrorsOf(made) };
  };

  update: Provider["update"] = async (request) => {
    const { urn, id, inputs, preview, oldInputs, oldOutputs } = request;
    if (parseUrn(urn).type === imageType) {
      return { outputs: preview ? inputs : (await this.build(request)).outputs };
    }
    const resource = resourceOf(urn);
    if (preview) return { outputs: { ...oldOutputs, ...previewOutputs(resource, inputs, oldOutputs), id } };
    const existing: Existing = { id, inputs: oldInputs, outputs: oldOutputs };
    if (resource.update === undefined)
      throw new EngineError(`update ${urn}: a resource of this type cannot be updated in place`);
    const made = await resource.update(existing, inputs, this.context(request));
    return { outputs: outputsOf(resource, inputs, made), ...initErrorsOf(made) };
  };

  delete: Provider["delete"] = async (request) => {
    const { urn, id, oldInputs, oldOutputs } = request;
    if (parseUrn(urn).type === imageType) return;
    await resourceOf(urn).delete({ id, inputs: oldInputs, outputs: oldOutputs }, this.context(request));
    this.liveIds.delete(id);
  };

  read: Provider["read"] = async ({ urn, id, inputs, outputs }) => {
    this.liveIds.add(id);
    const context = this.context({ urn, timeoutSeconds: 0 });
    if (parseUrn(urn).type === imageType)
      return { id: (await this.hasImage(outputs, context)) ? id : "", inputs, outputs };
    const resource = resourceOf(urn);
    const read = await resource.read({ id, inputs, outputs }, context);
    if (read === undefined) return { id: "", inputs: {}, outputs: {} };
    const whole = outputsOf(resource, outputs, { id, read });
    return { id, inputs: readInputs(resource.fields, inputs, whole), outputs: whole };
  };

  invoke: Provider["invoke"] = async ({ token, args: { name } }) => {
    if (token !== registryImage)
      throw new EngineError(`invoke ${token}: this engine serves of package docker's functions only ${registryImage}`);
    if (this.daemon === undefined) throw new EngineError(`invoke ${token}: its docker provider is not configured yet`);
    if (typeof name !== "string") throw new EngineError(`invoke ${token}: name must be a text`);
    const { signal } = this.cancellation;
    const { digest } = await resolveImage(name, { daemon: this.daemon, logins: this.logins, signal });
    return { result: { id: digest, insecureSkipVerify: false, name, sha256Digest: digest }, failures: [] };
  };

  cancel: Provider["cancel"] = () => {
    this.cancellation.abort();
    return Promise.resolve();
  };

  close: Provider["close"] = () => {
    this.cancellation.abort();
    this.daemon?.close();
    this.daemon = undefined;
    return Promise.resolve();
  };

  private get folder(): string {
    return this.options.folder ?? process.cwd();
  }

  private build(request: Pick<CreateRequest, "urn" | "inputs" | "timeoutSeconds" | "signal">) {
    const context = this.context(request);
    return this.builds.run(context, () => buildImage(request.inputs, context));
  }

  private context({
    urn,
    timeoutSeconds,
    signal,
  }: Pick<CreateRequest, "urn" | "timeoutSeconds" | "signal">): OperationContext {
    if (this.daemon === undefined) throw new EngineError(`${urn}: its docker provider is not configured yet`);
    const { signal: cancelled } = this.cancellation;
    return {
      daemon: this.daemon,
      urn,
      signal: signal === undefined ? cancelled : AbortSignal.any([cancelled, signal]),
      limitMs: timeoutSeconds > 0 ? timeoutSeconds * 1000 : operationLimitMs,
      liveIds: this.liveIds,
      logins: this.logins,
      folder: this.folder,
      onStatus: (message) => this.options.onStatus?.(urn, message),
    };
  }

  private async hasImage(outputs: PropertyMap, context: OperationContext): Promise<boolean> {
    const { repoDigest } = outputs;
    return typeof repoDigest !== "string" || (await findImage(repoDigest, context)) !== undefined;
  }
}

function resourceOf(urn: string): BridgedResource {
  const { type } = parseUrn(urn);
  const resource = Object.hasOwn(bridged, type) ? bridged[type] : undefined;
  if (resource !== undefined) return resource;
  const known = [...Object.keys(bridged), imageType].join(", ");
  throw new EngineError(`use ${type}: this engine serves of package docker only ${known}`);
}

function outputsOf(resource: BridgedResource, inputs: PropertyMap, { id, read }: Made): PropertyMap {
  return { ...fillOutputs(resource.fields, inputs, read), __meta: resource.meta, id };
}

function initErrorsOf({ initErrors }: Made): { readonly initErrors?: readonly string[] } {
  return initErrors === undefined ? {} : { initErrors };
}

/** What a preview knows: the inputs; what the daemon fills is unknown, unless an old value stays. */
function previewOutputs(resource: BridgedResource, inputs: PropertyMap, olds: PropertyMap = {}): PropertyMap {
  const outputs: Record<string, PropertyValue> = {};
  for (const [key, field] of Object.entries(resource.fields)) {
    const isFilled = field.outputOnly === true || (field.computed === true && inputs[key] === undefined);
    outputs[key] = isFilled ? (olds[key] ?? unknown) : (inputs[key] ?? null);
  }
  return Object.fromEntries(Object.entries(outputs).filter(([key]) => key !== defaultsKey));
}
