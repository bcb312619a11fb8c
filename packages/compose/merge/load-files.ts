import { posix } from "node:path";
import type { Lookup } from "../interpolate/template";
import { interpolate } from "../interpolate/interpolate";
import { longForms } from "../long-forms/long-forms";
import { mapNode, type MapNode, type Node } from "../node";
import type { Place } from "../place";
import { readYaml } from "../read/read-yaml";
import { applyExtends } from "./extends";
import type { ComposeText, FileSource, Surroundings } from "./file-source";
import { applyIncludes } from "./include";
import { merge, uniqueEverywhere } from "./merge";
import { resolvePaths } from "./resolve-paths";

/** More files than this in one project are a mistake, or an attack. */
const MAX_FILES = 100;

/** Reads files and what they include and extend, and merges them into one tree in long form. */
export class FileLoader implements FileSource {
  private count = 0;

  constructor(
    private readonly readFile: (path: string) => string | undefined,
    readonly label: (path: string) => string,
    private readonly root: Place,
  ) {}

  load(files: readonly ComposeText[], around: Surroundings): Node {
    const loading = { ...around, loader: this };
    let merged: Node = mapNode([], { file: this.label(files[0]?.path ?? ""), line: 1 });
    for (const file of files) {
      for (const document of this.read(file)) {
        const own = this.prepare(document, around.lookup);
        if (own === undefined) continue;
        const complete = applyIncludes(own, { ...loading, trail: [...around.trail, file.path] }, this.root);
        const extended = applyExtends(complete, { ...loading, path: file.path }, this.root);
        merged = uniqueEverywhere(merge(merged, extended, this.root), this.root);
      }
    }
    return resolvePaths(merged, around.folder);
  }

  loadBase(path: string, lookup: Lookup): MapNode | undefined {
    const text = this.open(path);
    if (text === undefined) return undefined;
    const documents = this.read({ path, text }).flatMap((document) => this.prepare(document, lookup) ?? []);
    const [first, ...more] = documents;
    if (first === undefined) return undefined;
    const merged = more.reduce<Node>((base, over) => merge(base, over, this.root), first);
    const resolved = resolvePaths(merged, posix.dirname(path));
    return resolved.kind === "map" ? resolved : undefined;
  }

  open(path: string): string | undefined {
    this.count += 1;
    return this.count > MAX_FILES ? undefined : this.readFile(path);
  }

  private read({ path, text }: ComposeText): readonly Node[] {
    const { documents, faults } = readYaml(text, this.label(path));
    for (const { rule, origin } of faults) this.root.faultAt(rule, origin);
    return documents;
  }

  private prepare(document: Node, lookup: Lookup): MapNode | undefined {
    if (document.kind !== "map") return this.root.fault("must be a mapping", document);
    const long = longForms(interpolate(document, lookup, this.root), this.root);
    return long.kind === "map" ? long : undefined;
  }
}
