import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { profileKey } from "@berth/infra/config-schema";
import { finishCommand } from "@berth/process/run-command";
import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";
import { UsageError } from "./usage-error";
import { awsImagesCommand, azureImagesCommand, newestAwsRelease, newestAzureRelease } from "./debian-images";
import type { CommandLine } from "./parse-command-line";
import { projectFolder, type Stack, stackConfig } from "./stack";

interface Source {
  readonly regionKey: string;
  /** `profile` is the AWS CLI's. */
  readonly command: (region: string, profile: string) => readonly string[];
  readonly newest: (printed: string) => string | undefined;
}

const sources: Readonly<Record<string, Source>> = {
  aws: { regionKey: "aws:region", command: awsImagesCommand, newest: newestAwsRelease },
  azure: { regionKey: "azure-native:location", command: azureImagesCommand, newest: newestAzureRelease },
};

/** The file that pins the release for both clouds, relative to the project. */
const file = "infra/platforms/debian-image.json";
const pinned = v.object({ release: v.string() });
const limitMs = 120_000;

/** `berth bump-images --stack NAME`: pins the newest Debian release that the stack's cloud lists in its region for your account. */
export async function bumpImages({ name }: Stack, _line?: CommandLine, folder = projectFolder): Promise<number> {
  const config = stackConfig(name, folder);
  const target = textOf(config.target);
  const source = sources[target];
  if (source === undefined)
    throw new UsageError(`Stack ${name} is on ${target || "local"}: only aws and azure list images.`);
  const region = textOf(config[source.regionKey]);
  if (!/^[a-z0-9-]+$/.test(region))
    throw new UsageError(
      `Stack ${name} has no ${source.regionKey}. Set it with \`npx berth config set ${source.regionKey} REGION\`.`,
    );
  const release = await newestRelease(source, source.command(region, textOf(config[profileKey])));
  const path = join(folder, file);
  const before = parseJson(pinned, readFileSync(path, "utf8"), path).release;
  writeFileSync(path, `${JSON.stringify({ release }, undefined, 2)}\n`);
  process.stdout.write(describe(region, before, release));
  return 0;
}

async function newestRelease({ newest }: Source, argv: readonly string[]): Promise<string> {
  const { exitCode, stdout, stderr } = await finishCommand(argv, { limitMs, sharesGroup: true });
  if (exitCode !== 0) {
    throw new UsageError(`${argv.join(" ")} failed. Is ${argv[0] ?? ""} installed and logged in?\n${stderr.trim()}`);
  }
  const found = newest(stdout);
  if (found === undefined) throw new UsageError(`${argv.join(" ")} lists no image of Debian 13.`);
  return found;
}

function describe(region: string, before: string, release: string): string {
  if (before === release) return `Debian ${release} is pinned, and ${region} has no newer one.\n`;
  return `Debian ${before} → ${release}, the newest in ${region}. An existing machine gets it when its generation is raised.\n`;
}

function textOf(value: unknown): string {
  return typeof value === "string" ? value : "";
}
