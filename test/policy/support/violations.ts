import type { ResourceValidationPolicy } from "@pulumi/policy";

export interface Checked {
  readonly type: string;
  readonly props: Readonly<Record<string, unknown>>;
  readonly protect?: boolean;
}

/** "rule: message" of each violation, found by the pack's own validators as Pulumi's policy host calls them. */
export async function violations(rules: readonly ResourceValidationPolicy[], resource: Checked): Promise<string[]> {
  const found: string[] = [];
  for (const rule of rules) {
    const report = (message: string): void => void found.push(`${rule.name}: ${message}`);
    const validations = [rule.validateResource ?? []].flat();
    for (const validate of validations) {
      try {
        await validate(argsOf(resource), report);
      } catch (error) {
        if (!(error instanceof NotApplicable)) throw error;
      }
    }
  }
  return found;
}

/** A validator of another type of resource ends so. */
class NotApplicable extends Error {}

type ValidationArgs = Parameters<
  Extract<NonNullable<ResourceValidationPolicy["validateResource"]>, (...args: never) => unknown>
>[0];

function argsOf({ type, props, protect = false }: Checked): ValidationArgs {
  const isType = (resourceClass: object) => typeOf(resourceClass) === type;
  return {
    type,
    props,
    urn: `urn:pulumi:test::berth::${type}::checked`,
    name: "checked",
    opts: {
      protect,
      ignoreChanges: [],
      aliases: [],
      additionalSecretOutputs: [],
      customTimeouts: { createSeconds: 0, updateSeconds: 0, deleteSeconds: 0 },
    },
    stackTags: new Map(),
    isType,
    // The policy host itself gives the properties as they are for what the class declares.
    asType: ((resourceClass: object) => (isType(resourceClass) ? props : undefined)) as ValidationArgs["asType"],
    getConfig: (() => ({})) as ValidationArgs["getConfig"],
    notApplicable: (reason?: string) => {
      throw new NotApplicable(reason);
    },
  };
}

function typeOf(resourceClass: object): unknown {
  return "__pulumiType" in resourceClass ? resourceClass.__pulumiType : undefined;
}
