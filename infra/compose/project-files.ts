/** What the program can see of a project beside its compose files. */
export interface ProjectFiles {
  /** Text of a file; undefined where there is none. */
  readonly readFile: (path: string) => string | undefined;
  /** What is at an absolute path; undefined: nothing. */
  readonly kindOf: (path: string) => "file" | "folder" | undefined;
}

/** A project of its compose files alone: what they name beside them is not there. */
export const NO_FILES: ProjectFiles = { readFile: () => undefined, kindOf: () => undefined };
