import { noDiff } from "@berth/model/no-diff";
import type { Provider } from "@berth/model/provider";

/**
 * Stands in for a provider whose settings a preview can't know yet: everything is taken as it is, every existing
 * resource as one to update. `warn` hears of each that could not be compared.
 */
export function unconfiguredProvider(warn: (urn: string) => void, close: () => Promise<void>): Provider {
  return standIn({
    diff: (request) => {
      warn(request.urn);
      return Promise.resolve({ ...noDiff, changes: "some" });
    },
    create: () => Promise.resolve({ id: "", outputs: {} }),
    update: () => Promise.resolve({ outputs: {} }),
    close,
  });
}

/** Stands in, in previews, for a plugin that is not installed: old and new inputs are compared, nothing is asked. */
export function absentProvider(): Provider {
  return standIn({
    diff: () => Promise.resolve({ ...noDiff, changes: "unknown" }),
    create: (request) => Promise.resolve({ id: "", outputs: request.inputs }),
    update: (request) => Promise.resolve({ outputs: request.inputs }),
    close: () => Promise.resolve(),
  });
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
