import type { Lookup } from "../interpolate/template";
import type { MapNode, Node } from "../node";

export interface ComposeText {
  /** Absolute. */
  readonly path: string;
  readonly text: string;
}

/** What a group of files is read with: the project's own files, or those of one `include`. */
export interface Surroundings {
  /** Absolute; relative paths in the files start here. */
  readonly folder: string;
  readonly lookup: Lookup;
  /** Paths of the files that lead here by `include`. */
  readonly trail: readonly string[];
}

/** Surroundings, and where the files come from that are named in them. */
export interface Loading extends Surroundings {
  readonly loader: FileSource;
}

/** Where `include` and `extends` get the files from that they name: these may include and extend further ones. */
export interface FileSource {
  /** How a file is called in messages. */
  label(path: string): string;
  /** Text of a file that another one names; undefined when there is none, or too many were read. */
  open(path: string): string | undefined;
  /** The files in order, a later one over those before it. */
  load(files: readonly ComposeText[], around: Surroundings): Node;
  /** One file by itself, for `extends`: paths start at its own folder. */
  loadBase(path: string, lookup: Lookup): MapNode | undefined;
}
