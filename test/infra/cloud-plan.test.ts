import { type PropertyValue, unknown as unknownValue } from "../../engine/property";
import { CloudStack, type Config } from "./support/cloud-stack";

/** A run loads a cloud SDK and starts the provider. */
jest.setTimeout(240_000);

// No account, no credentials, no network, no plugin of a cloud. No real images: their ids say so.
const stacks: readonly (readonly [string, Config])[] = [
  ["aws", { "berth:target": "aws", "aws:region": "eu-central-1", "berth:image": "ami-00000000000000001" }],
  [
    "azure",
    {
      "berth:target": "azure",
      "azure-native:location": "westeurope",
      "berth:image": "Debian:debian-13:13-gen2:0.0.1",
      "berth:adminCidrs": ["198.51.100.0/24"],
    },
  ],
];

test.each(stacks)(
  "the plan of a whole new %s stack is complete without plugin, account and network",
  async (name, config) => {
    const stack = new CloudStack("infra/index.ts", {}, name);
    try {
      const { summary } = await stack.run("preview", config);
      expect(stack.messages("error")).toEqual([]);
      expect(summary.result).toBe("succeeded");
      const steps = stack.steps().filter(({ type }) => /^(aws|azure-native|berth:(aws|azure|infra))/.test(type));
      const plan = steps.map(({ operation, type, urn, after }) => ({
        operation,
        type,
        name: urn.split("::").at(-1),
        inputs: shown(after?.inputs ?? {}),
      }));
      expect(plan).toMatchSnapshot();
    } finally {
      stack.dispose();
    }
  },
);

test("up of a stack whose image is not hardened yet is refused before anything is made", async () => {
  const [name, config] = stacks[0] ?? ["", {}];
  const stack = new CloudStack("infra/index.ts", {}, name);
  try {
    const { summary } = await stack.run("up", config);
    expect(summary.result).toBe("failed");
    expect(stack.messages("error").join("\n")).toContain(`Target ${name} can be previewed, not brought up yet`);
    expect(stack.steps()).toEqual([]);
  } finally {
    stack.dispose();
  }
});

function shown(value: PropertyValue): unknown {
  if (value === unknownValue) return "[unknown]";
  if (Array.isArray(value)) return value.map(shown);
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, shown(item as PropertyValue)]));
}
