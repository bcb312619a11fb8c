interface Needs {
  readonly modules: "all" | readonly string[];
  /** Whether the npm packages of the services are needed, too. */
  readonly services: boolean;
  readonly programs: "none" | "machine" | "tests" | "e2e";
  /** Whether a builder of images is needed; "auto": where this computer emulates the machine. */
  readonly builder: "none" | "auto" | "here";
}
/** A row of commands.json, with what the installer reads of it. */
interface Row {
  readonly summary: string;
  readonly modules?: string;
  readonly programs?: string;
  readonly setup?: boolean;
}
export function needsOf(row: Row | undefined, args: readonly string[], root: string): Needs;
