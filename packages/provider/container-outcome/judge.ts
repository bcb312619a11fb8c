import type { ContainerReport } from "./container-report";

export type Wanted = "up" | "completed";

export type Verdict =
  | { readonly kind: "reached"; readonly outcome: "healthy" | "running" | "completed" }
  | { readonly kind: "failed"; readonly reason: string }
  | { readonly kind: "waiting"; readonly reason: string };

export interface Question {
  readonly wanted: Wanted;
  /** How long a container without a check has to run without a restart. */
  readonly steadySeconds: number;
  /** Seconds since 1970 by the host's clock. */
  readonly now: number;
}

/** The daemon's pauses between restarts double: after so many it is not a dependency that is late. */
const maxRestarts = 8;

/** What a container's state means for who waits for it. */
export function judge(report: ContainerReport, question: Question): Verdict {
  const { State: state, RestartCount: restarts = 0 } = report;
  if (state.Status === "exited" || state.Status === "dead") return ended(state);
  if (!state.Running) return waiting(report);
  if (restarts >= maxRestarts) return { kind: "failed", reason: `ended and was restarted ${restarts} times` };
  if (question.wanted === "completed") return { kind: "waiting", reason: "running" };
  return running(state, question);
}

function ended({ ExitCode, OOMKilled }: ContainerReport["State"]): Verdict {
  if (ExitCode === 0) return { kind: "reached", outcome: "completed" };
  const memory = OOMKilled === true ? ": it reached its memory limit" : "";
  return { kind: "failed", reason: `ended with exit code ${ExitCode}${memory}` };
}

function waiting({ State: { Status, ExitCode }, RestartCount: restarts = 0 }: ContainerReport): Verdict {
  if (restarts < maxRestarts) return { kind: "waiting", reason: Status };
  return { kind: "failed", reason: `ended ${restarts} times, the last time with exit code ${ExitCode}` };
}

function running({ Health, StartedAt }: ContainerReport["State"], { steadySeconds, now }: Question): Verdict {
  const status = Health?.Status ?? "none";
  if (status === "healthy") return { kind: "reached", outcome: "healthy" };
  if (status !== "none") return { kind: "waiting", reason: `its health is ${status}` };
  const seconds = Math.floor(now - Date.parse(StartedAt) / 1000);
  if (seconds >= steadySeconds) return { kind: "reached", outcome: "running" };
  return { kind: "waiting", reason: `runs for ${seconds} of ${steadySeconds} s` };
}
