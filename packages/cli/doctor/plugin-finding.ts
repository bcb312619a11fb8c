import { existsSync, readFileSync } from "node:fs";
import { homedir } from "node:os";
import { delimiter, join } from "node:path";
import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";
import { projectFolder } from "../stack";
import type { Tool } from "../tool";
import type { Finding } from "./finding";

const sdkPackage = v.object({ version: v.string() });

type Environment = Readonly<Record<string, string | undefined>>;

/** Whether the plugin of an SDK is where engines look for it, on PATH or in Pulumi's cache; the CLI fetches one that is not. */
export function pluginFinding(name: string, tool: Tool, environment: Environment): Finding {
  const version = sdkVersion(name);
  const check = `plugin ${name} ${version}`;
  const cached = join(environment.PULUMI_HOME ?? join(homedir(), ".pulumi"), "plugins", `resource-${name}-v${version}`);
  const onPath = (environment.PATH ?? "").split(delimiter).map((folder) => join(folder, `pulumi-resource-${name}`));
  const found = [...onPath, cached].find((path) => path !== "" && existsSync(path));
  if (found !== undefined) return { check, ok: true, found };
  if (tool.kind === "cli") return { check, ok: true, found: "not yet: the Pulumi CLI fetches it when it is needed" };
  const fix = `\`pulumi plugin install resource ${name} ${version}\` with the Pulumi CLI, or put pulumi-resource-${name} on PATH; previews work without`;
  return { check, ok: false, found: "not installed", fix };
}

function sdkVersion(name: string): string {
  const path = join(projectFolder, "node_modules", "@pulumi", name, "package.json");
  return parseJson(sdkPackage, readFileSync(path, "utf8"), path).version;
}
