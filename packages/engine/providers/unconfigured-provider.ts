import { noDiff } from "@berth/model/no-diff";
import type { DiffRequest, DiffResult, Provider } from "@berth/model/provider";
import { diffInputs } from "../plan/diff";
import { withoutProviderDefaults } from "../plan/provider-defaults";

/**
 * Stands in for a provider whose settings a preview can't know yet: everything is taken as it is, every existing
 * resource as one to update. `warn` hears of each that could not be compared.
 */
export function unconfiguredProvider(warn: (urn: string) => void, close: () => Promise<void>): Provider {
  return standIn({
    diff: (request) => {
      warn(request.urn);
      // An update as in the CLI, with what differs for certain.
      return Promise.resolve({ ...byProgram(request), changes: "some" });
    },
    create: () => Promise.resolve({ id: "", outputs: {} }),
    update: () => Promise.resolve({ outputs: {} }),
    close,
  });
}

/** A provider before its settings are known, which plans without them; whatever would need them is as with a stand-in. */
export function plannedWithoutSettings(provider: Provider): Provider {
  return {
    ...standIn({
      diff: (request) => provider.diff(request),
      create: (request) => provider.create(request),
      update: (request) => provider.update(request),
      close: () => provider.close(),
    }),
    capabilities: provider.capabilities,
    check: (request) => provider.check(request),
  };
}

/** Stands in, in previews, for a plugin that is not installed: old and new inputs are compared, nothing is asked. */
export function absentProvider(): Provider {
  return standIn({
    diff: (request) => Promise.resolve(byProgram(request)),
    create: (request) => Promise.resolve({ id: "", outputs: request.inputs }),
    update: (request) => Promise.resolve({ outputs: request.inputs }),
    close: () => Promise.resolve(),
  });
}

/** Compares what the program gave: the provider's own defaults are missing from inputs that it has not checked. */
function byProgram({ oldInputs, newInputs }: DiffRequest): DiffResult {
  return { detailedDiff: {}, ...diffInputs(withoutProviderDefaults(oldInputs), newInputs) };
}

function standIn(differing: Pick<Provider, "diff" | "create" | "update" | "close">): Provider {
  return {
    capabilities: { secrets: true, resources: true, preview: true },
    checkConfig: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    diffConfig: () => Promise.resolve({ ...noDiff, changes: "unknown" }),
    configure: () => Promise.resolve(),
    check: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    delete: () => Promise.resolve(),
    read: ({ id, inputs, outputs }) => Promise.resolve({ id, inputs, outputs }),
    invoke: () => Promise.resolve({ result: {}, failures: [] }),
    cancel: () => Promise.resolve(),
    ...differing,
  };
}
