import { existsSync, readdirSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { UsageError } from "./usage-error";
import { projectFolder } from "./stack";

type Environment = Readonly<Record<string, string | undefined>>;

/** What runs the program: the official CLI or this project's engine. `command` is argv up to the verb. */
export interface Tool {
  readonly kind: "cli" | "embedded";
  readonly command: readonly [string, ...string[]];
}

const inPackages = (...path: readonly string[]) => join(projectFolder, "packages", ...path);

export const embeddedTool: Tool = {
  kind: "embedded",
  command: [process.execPath, "--require", inPackages("loader", "typescript.js"), inPackages("engine", "main.ts")],
};

/** The CLI where there is one (PATH, then $PULUMI_HOME/versions), else the engine; PULUMI_ENGINE=cli|embedded forces one. */
export function chooseTool(environment: Environment): Tool {
  const forced = environment.PULUMI_ENGINE;
  if (forced !== undefined && forced !== "cli" && forced !== "embedded") {
    throw new UsageError(`PULUMI_ENGINE must be cli or embedded (got ${JSON.stringify(forced)}).`);
  }
  const cli = forced === "embedded" ? undefined : findCli(environment);
  if (cli !== undefined) return { kind: "cli", command: [cli] };
  if (forced === "cli") {
    throw new UsageError(
      "PULUMI_ENGINE=cli, but there is no `pulumi` on PATH nor in $PULUMI_HOME/versions/<version>/bin.",
    );
  }
  return embeddedTool;
}

/** How long jsonPreview may take: a stack of hundreds of resources with a slow cloud. */
export const previewLimitMs = 900_000;

/** The command that prints a preview with all that a review reads: also what stays, and ends that are a half of a replacement. */
export function jsonPreview({ kind, command }: Tool): readonly string[] {
  const words = [...command, "preview", "--json", "--show-sames"];
  return kind === "cli" ? [...words, "--show-replacement-steps", "--non-interactive"] : words;
}

function findCli(environment: Environment): string | undefined {
  const versions = join(environment.PULUMI_HOME ?? join(homedir(), ".pulumi"), "versions");
  const installed = existsSync(versions)
    ? readdirSync(versions)
        .sort((a, b) => b.localeCompare(a, "en", { numeric: true }))
        .map((version) => join(versions, version, "bin"))
    : [];
  // npm puts node_modules/.bin on PATH: a `pulumi` there is a downloader, not the CLI.
  const path = (environment.PATH ?? "").split(delimiter).filter((folder) => !folder.includes("node_modules"));
  return [...path, ...installed].map((folder) => join(folder, "pulumi")).find((file) => existsSync(file));
}
