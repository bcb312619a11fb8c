import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { runQuiet } from "./child";
import { CommandError } from "./command-error";
import {
  awsImagesCommand,
  azureImagesCommand,
  newestAwsImage,
  newestAzureImage,
  type OfferedImage,
} from "./debian-images";
import { projectFolder, type Stack, stackConfig } from "./stack";

interface Source {
  readonly regionKey: string;
  /** Of the region → image pins, below the project. */
  readonly file: string;
  readonly command: (region: string) => readonly string[];
  readonly newest: (printed: string) => OfferedImage | undefined;
}

const sources: Readonly<Record<string, Source>> = {
  aws: { regionKey: "aws:region", file: "infra/aws/images.json", command: awsImagesCommand, newest: newestAwsImage },
  azure: {
    regionKey: "azure-native:location",
    file: "infra/azure/images.json",
    command: azureImagesCommand,
    newest: newestAzureImage,
  },
};

const limitSeconds = 120;

/** `npm run bump-images -- --stack NAME`: pins Debian's newest image for the stack's region, as the cloud itself lists it to your account. */
export async function bumpImages({ name }: Stack, _args: readonly string[], folder = projectFolder): Promise<number> {
  const config = stackConfig(name, folder);
  const target = textOf(config["berth:target"] ?? config.target);
  const source = sources[target];
  if (source === undefined)
    throw new CommandError(`Stack ${name} is on ${target || "local"}: only aws and azure have images to pin.`);
  const region = textOf(config[source.regionKey]);
  if (!/^[a-z0-9-]+$/.test(region))
    throw new CommandError(
      `Stack ${name} has no ${source.regionKey}. Set it with \`pulumi config set ${source.regionKey} REGION\`.`,
    );
  const found = await ask(source, region);
  const path = join(folder, source.file);
  const pins = JSON.parse(readFileSync(path, "utf8")) as Record<string, string>;
  const before = pins[region];
  writeFileSync(path, `${JSON.stringify(sorted({ ...pins, [region]: found.image }), undefined, 2)}\n`);
  process.stdout.write(describe(region, before, found));
  return 0;
}

async function ask({ command, newest }: Source, region: string): Promise<OfferedImage> {
  const argv = command(region);
  const { code, stdout, stderr } = await runQuiet(argv, limitSeconds);
  if (code !== 0) {
    throw new CommandError(`${argv.join(" ")} failed. Is ${argv[0] ?? ""} installed and logged in?\n${stderr.trim()}`);
  }
  const found = newest(stdout);
  if (found === undefined) throw new CommandError(`${argv.join(" ")} lists no image of Debian 13.`);
  return found;
}

function describe(region: string, before: string | undefined, { image, name }: OfferedImage): string {
  if (before === image) return `${region}: ${image} (${name}) is the newest already.\n`;
  const change = before === undefined ? image : `${before} → ${image}`;
  return `${region}: ${change} (${name}). A machine that exists takes it when its generation is raised.\n`;
}

function sorted(pins: Readonly<Record<string, string>>): Record<string, string> {
  return Object.fromEntries(Object.entries(pins).sort(([a], [b]) => (a < b ? -1 : 1)));
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
