import { userInfo } from "node:os";
import { tryCommand } from "@berth/process/run-command";
import type { ReleaseRecord } from "@berth/resources/host-types";

export type Origin = Pick<ReleaseRecord, "commit" | "isDirty" | "user" | "changes">;

export interface OriginRequest {
  /** The folder that Git is called in. */
  readonly folder: string;
  /** What counts as changed: a path from `folder`. Default: the whole work tree. */
  readonly context?: string | undefined;
  /** Commit of the release before. */
  readonly since?: string | undefined;
  readonly environment: NodeJS.ProcessEnv;
}

const limitMs = 10_000;
const listedChanges = 5;
const longestSubject = 100;
/** Whom a CI system runs a job for, by its own variables. */
const actors = ["GITHUB_ACTOR", "GITLAB_USER_LOGIN", "BUILD_REQUESTEDFOR"] as const;

/** From which commit and by whom this run deploys; without Git or a commit it is the user alone. */
export async function deploymentOrigin({ folder, context, since, environment }: OriginRequest): Promise<Origin> {
  const git = (...words: readonly string[]) => output(["git", ...words], folder);
  const of = ["--", context ?? ":/"];
  const [commit, status, name] = await Promise.all([
    git("rev-parse", "--verify", "HEAD"),
    git("status", "--porcelain", ...of),
    git("config", "user.name"),
  ]);
  const actor = actors.map((key) => environment[key]).find((value) => value !== undefined && value !== "");
  const user = plain(actor ?? (name === undefined || name === "" ? userInfo().username : name));
  if (commit === undefined) return { user };
  const format = ["log", "--format=%h %s", `--max-count=${listedChanges}`];
  const between = since === undefined ? undefined : await git(...format, `${since}..${commit}`, ...of);
  const log = between ?? (await git(...format, "--max-count=1", commit, ...of)) ?? "";
  const changes = log
    .split("\n")
    .filter((line) => line !== "")
    .map(plain);
  return { commit, ...(status !== "" && { isDirty: true }), user, changes };
}

/** Undefined where Git is not installed, or fails. */
async function output(argv: readonly string[], cwd: string): Promise<string | undefined> {
  const result = await tryCommand(argv, { limitMs, cwd }).catch(() => undefined);
  return result?.exitCode === 0 ? result.stdout.trim() : undefined;
}

/** A terminal prints it later. */
function plain(text: string): string {
  return text.replaceAll(/\p{Cc}/gu, " ").slice(0, longestSubject);
}
