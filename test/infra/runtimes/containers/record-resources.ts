import * as pulumi from "@pulumi/pulumi";

interface Recording {
  /** What a resource has besides its inputs. */
  readonly outputs?: (args: pulumi.runtime.MockResourceArgs) => object;
  readonly stack?: string;
}

/** Has Pulumi's mocks make the resources of a program of project berth, and add to `registered` what it registers. */
export async function recordResources(
  registered: pulumi.runtime.MockResourceArgs[],
  { outputs = () => ({}), stack = "dev" }: Recording = {},
): Promise<void> {
  await pulumi.runtime.setMocks(
    {
      newResource: (args) => {
        registered.push(args);
        return { id: `${args.name}-id`, state: { ...(args.inputs as object), ...outputs(args) } };
      },
      call: ({ inputs }) => inputs as Record<string, unknown>,
    },
    "berth",
    stack,
  );
}
