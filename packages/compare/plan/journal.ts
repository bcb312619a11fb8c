import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import type { Result } from "../figures/reading";
import { type Task, taskName } from "./task";

/** What has to be the same for finished tasks to count in a later run. */
export interface JournalKey {
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string;
  readonly mode: "full" | "quick";
  /** Names of the stacks that were given, or "own". */
  readonly stacks: string;
}

export interface Finished {
  readonly task: Task;
  readonly seconds: number;
  /** Of this computer over a minute, when it began. */
  readonly load: number;
  readonly results: readonly Result[];
}

interface Content {
  readonly key: JournalKey;
  readonly startedAt: string;
  readonly finished: readonly Finished[];
}

/** The finished tasks of a run, on disk after each one, so that an interrupted run goes on where it stopped. */
export class Journal {
  private constructor(
    private readonly file: string,
    private content: Content,
  ) {}

  /** Goes on with what the file holds if it is of the same key; begins anew otherwise. */
  static open(file: string, key: JournalKey): Journal {
    const found = existsSync(file) ? readContent(file) : undefined;
    const isSame = found !== undefined && JSON.stringify(found.key) === JSON.stringify(key);
    return new Journal(file, isSame ? found : { key, startedAt: new Date().toISOString(), finished: [] });
  }

  get startedAt(): string {
    return this.content.startedAt;
  }

  get finished(): readonly Finished[] {
    return this.content.finished;
  }

  /** Seconds by name of task. */
  taken(): ReadonlyMap<string, number> {
    return new Map(this.finished.map(({ task, seconds }) => [taskName(task), seconds]));
  }

  /** After a run that is complete: the next one begins anew. */
  close(): void {
    rmSync(this.file, { force: true });
  }

  /** In one step: whoever stops the run here has the file as it was or with this task. */
  add(finished: Finished): void {
    this.content = { ...this.content, finished: [...this.content.finished, finished] };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(this.content, undefined, 1));
    renameSync(`${this.file}.new`, this.file);
  }
}

function readContent(file: string): Content {
  try {
    return JSON.parse(readFileSync(file, "utf8")) as Content;
  } catch (error) {
    throw new Error(`${file} is no journal of a comparison; delete it to begin anew`, { cause: error });
  }
}
