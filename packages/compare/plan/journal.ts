import { existsSync, mkdirSync, readFileSync, renameSync, rmSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isDeepStrictEqual } from "node:util";
import type { Result } from "../figures/reading";
import { parseJournal } from "./journal-content";
import { type Mode, type Task, taskName } from "./task";

/** What must be the same for finished tasks to count in a later run. */
export interface JournalKey {
  readonly machine: string;
  readonly versions: Readonly<Record<string, string>>;
  readonly commit: string;
  readonly mode: Mode;
  /** Names of the stacks that were given, or "own". */
  readonly stacks: string;
}

export interface Finished {
  readonly task: Task;
  readonly seconds: number;
  /** Load of this computer over a minute, when the task began. */
  readonly load: number;
  readonly results: readonly Result[];
}

interface Content {
  readonly key: JournalKey;
  readonly startedAt: string;
  readonly finished: readonly Finished[];
}

/** The finished tasks of a run, on disk after each one, so that an interrupted run can continue. */
export class Journal {
  private constructor(
    private readonly file: string,
    private content: Content,
  ) {}

  /** Continues the journal in the file if its key is the same; starts an empty one otherwise. */
  static open(file: string, key: JournalKey): Journal {
    const found = existsSync(file) ? readContent(file) : undefined;
    const isSame = found !== undefined && isDeepStrictEqual(found.key, key);
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

  /** Deletes the journal of a complete run, so that the next run starts from the beginning. */
  close(): void {
    rmSync(this.file, { force: true });
  }

  /** Writes atomically: a run that is stopped here leaves the file with or without this task. */
  add(finished: Finished): void {
    this.content = { ...this.content, finished: [...this.content.finished, finished] };
    mkdirSync(dirname(this.file), { recursive: true });
    writeFileSync(`${this.file}.new`, JSON.stringify(this.content, undefined, 1));
    renameSync(`${this.file}.new`, this.file);
  }
}

function readContent(file: string): Content {
  try {
    return parseJournal(readFileSync(file, "utf8"));
  } catch (error) {
    throw new Error(`${file} is not a comparison journal; delete it to start over`, { cause: error });
  }
}
