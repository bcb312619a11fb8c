import type { PropertyMap } from "@berth/model/property";
import type { CheckResult, DiffRequest, Provider } from "@berth/model/provider";
import { markSecretOutputs, providerView, withElidedAssets, withRestoredAssets } from "@berth/model/property-view";

/**
 * The provider as the engine may use it: with secrets and references whatever it takes. What a secret-blind provider
 * gives back is secret again where its input was.
 */
export function guardProvider(provider: Provider): Provider {
  const view = (properties: PropertyMap): PropertyMap => providerView(properties, provider.capabilities);
  const elidedView = (properties: PropertyMap): PropertyMap => view(withElidedAssets(properties));
  const mark = (outputs: PropertyMap, inputs: PropertyMap): PropertyMap =>
    markSecretOutputs(outputs, { inputs, areDropped: !provider.capabilities.secrets });
  const checked = (result: CheckResult, news: PropertyMap): CheckResult => ({
    ...result,
    inputs: mark(result.inputs, news),
  });
  const diffView = (request: DiffRequest): DiffRequest => ({
    ...request,
    oldInputs: elidedView(request.oldInputs),
    oldOutputs: elidedView(request.oldOutputs),
    // Both sides by their hashes: a provider that compares an asset with its hash would find a change at every run.
    newInputs: elidedView(request.newInputs),
  });
  return {
    get capabilities() {
      return provider.capabilities;
    },
    checkConfig: async (request) =>
      checked(
        await provider.checkConfig({ ...request, olds: view(request.olds), news: view(request.news) }),
        request.news,
      ),
    diffConfig: (request) => provider.diffConfig(diffView(request)),
    configure: (request) => provider.configure(request),
    check: async (request) =>
      checked(await provider.check({ ...request, olds: view(request.olds), news: view(request.news) }), request.news),
    diff: (request) => provider.diff(diffView(request)),
    create: async (request) => {
      const result = await provider.create({ ...request, inputs: view(request.inputs) });
      return { ...result, outputs: mark(result.outputs, request.inputs) };
    },
    update: async (request) => {
      const olds = { oldInputs: elidedView(request.oldInputs), oldOutputs: elidedView(request.oldOutputs) };
      const result = await provider.update({ ...request, ...olds, inputs: view(request.inputs) });
      return { ...result, outputs: mark(result.outputs, request.inputs) };
    },
    delete: (request) =>
      provider.delete({
        ...request,
        oldInputs: elidedView(request.oldInputs),
        oldOutputs: elidedView(request.oldOutputs),
      }),
    read: async (request) => {
      const result = await provider.read({
        ...request,
        inputs: elidedView(request.inputs),
        outputs: elidedView(request.outputs),
      });
      const inputs = mark(withRestoredAssets(result.inputs, request.inputs), request.inputs);
      return { ...result, inputs, outputs: mark(withRestoredAssets(result.outputs, request.inputs), request.inputs) };
    },
    invoke: (request) => provider.invoke({ ...request, args: view(request.args) }),
    cancel: () => provider.cancel(),
    close: () => provider.close(),
  };
}
