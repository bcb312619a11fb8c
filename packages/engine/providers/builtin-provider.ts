import { EngineError } from "@berth/model/engine-error";
import { noDiff } from "@berth/model/no-diff";
import type { PropertyMap } from "@berth/model/property";
import { hasSecret } from "@berth/model/property-view";
import type { Provider } from "@berth/model/provider";

/** Package "pulumi": outputs of other stacks. `readOutputs` rejects for a stack that is not in this backend. */
export function builtinProvider(readOutputs: (stackName: string) => Promise<PropertyMap>): Provider {
  const refuse = (urn: string) => Promise.reject(new EngineError(`${urn}: this engine has no such built-in resource`));
  return {
    capabilities: { secrets: true, resources: true, preview: true },
    checkConfig: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    diffConfig: () => Promise.resolve(noDiff),
    configure: () => Promise.resolve(),
    check: ({ news }) => Promise.resolve({ inputs: news, failures: [] }),
    diff: () => Promise.resolve(noDiff),
    create: ({ urn }) => refuse(urn),
    update: ({ urn }) => refuse(urn),
    delete: ({ urn }) => refuse(urn),
    read: async ({ urn, inputs }) => {
      const { name } = inputs;
      if (!urn.includes("pulumi:pulumi:StackReference") || typeof name !== "string") return refuse(urn);
      return { id: name, inputs, outputs: { name, ...stackOutputs(await readOutputs(name)) } };
    },
    invoke: async ({ token, args }) => {
      if (token !== "pulumi:pulumi:readStackOutputs" || typeof args.name !== "string")
        throw new EngineError(`${token}: this engine has no such built-in function`);
      return { result: { name: args.name, ...stackOutputs(await readOutputs(args.name)) }, failures: [] };
    },
    cancel: () => Promise.resolve(),
    close: () => Promise.resolve(),
  };
}

function stackOutputs(outputs: PropertyMap): PropertyMap {
  const secretNames = Object.keys(outputs).filter((name) => hasSecret(outputs[name] ?? null));
  return { outputs, secretOutputNames: secretNames.sort() };
}
