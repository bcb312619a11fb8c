import { localImageKey, localImageRule, regionKeys, schema, targets } from "@berth/infra/config-schema";

/** The description of each key in Pulumi.yaml. */
export type Descriptions = Readonly<Record<string, { readonly description: string }>>;

/** docs/configuration.md: every key of a stack, from the schema that checks it and the words of Pulumi.yaml. */
export function configurationTable(descriptions: Descriptions): string {
  const own = Object.entries(schema).map(([key, { type, default: value, must }]) => [
    code(key),
    type,
    code(JSON.stringify(value)),
    must,
    descriptions[key]?.description ?? "",
  ]);
  const regions = targets.flatMap((target) => {
    const key = regionKeys[target];
    if (key === undefined) return [];
    return [
      [
        code(key),
        "string",
        "none",
        `a region of ${target}`,
        `Where a stack on ${target} is made. Its plugin reads it too.`,
      ],
    ];
  });
  const local = [
    code(localImageKey),
    "string",
    code(JSON.stringify(localImageRule.default)),
    localImageRule.must,
    "Image of a machine on this computer. Built is Berth's own, made here and quick to boot; any other is a Debian 13 image with cloud-init, hardened by the same user-data as on a cloud. Stock is made here too, like Debian's cloud image.",
  ];
  const head = ["key", "type", "default", "must be", "what it is"];
  const rows = [head, head.map(() => "---"), ...own, local, ...regions];
  return `# Configuration

Made by \`npm run docs\` from infra/config-schema.ts and Pulumi.yaml. Set a key with \`npx berth config set KEY VALUE\` or in
Pulumi.<stack>.yaml, where the command writes the project's name in front of the project's own keys: \`berth:target\` is \`target\`.
Unknown keys are refused, and all errors are reported at once.

${rows.map((row) => `| ${row.map(cell).join(" | ")} |\n`).join("")}`;
}

function code(text: string): string {
  return `\`${text}\``;
}

function cell(text: string): string {
  return text.replaceAll("|", "\\|").replaceAll("\n", " ");
}
