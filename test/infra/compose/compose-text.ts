import { ComposeError } from "../../../infra/compose/fault";
import { basename } from "node:path";
import { type ComposeSource, parseCompose } from "../../../infra/compose/parse-compose";
import type { ProjectFiles } from "../../../infra/compose/project-files";
import type { ComposeModel } from "../../../infra/compose/service-model";

/** The smallest file that is accepted. */
export const SMALL = `
name: app
services:
  web:
    build: ./web
    user: "10001:10001"
    networks: [edge]
    healthcheck: { test: [CMD, "true"] }
networks: { edge: {} }
`;

/** The small file with more lines in its service `web`; the first one is line 8. */
export function withLines(lines: string): string {
  return SMALL.replace("    networks: [edge]", (line) => `${line}\n    ${lines}`);
}

/** As parseCompose, of a file c.yaml for a host of 1024 MiB. */
export function read(text: string, variables: Record<string, string> = {}): ComposeModel {
  return parseCompose(source(text, { variables }));
}

/** The lines of the error, none when the file is accepted. */
export function faultsOf(text: string): string[] {
  try {
    read(text);
    return [];
  } catch (error) {
    if (error instanceof ComposeError) return error.message.split("\n");
    throw error;
  }
}

/** Every folder is there, with a Dockerfile in it; no other file is. */
export const everyFolder: ProjectFiles = {
  readFile: () => undefined,
  kindOf: (path) => (basename(path) === "Dockerfile" ? "file" : "folder"),
};

/** A project of one file /app/c.yaml for a host of 1024 MiB, with all that the model has words for. */
export function source(text: string, more: Partial<ComposeSource> = {}): ComposeSource {
  const files = [{ path: "/app/c.yaml", text }];
  const label = (path: string): string => basename(path);
  return {
    ...{ files, variables: {}, memoryMiB: 1024, hosts: 1, projectFiles: everyFolder, notDeployed: [], label },
    ...more,
  };
}
