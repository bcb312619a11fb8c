import { setTimeout as sleep } from "node:timers/promises";
import { join, dirname, basename } from "node:path";
import { statSync } from "node:fs";
import { EngineError } from "@berth/model/engine-error";
import { engineService } from "./engine-service";
import { deleteLeftovers } from "../execute/execute-deletes";
import { stackType } from "@berth/model/goal";
import { GoalResolver } from "./goal-resolver";
import type { Service } from "./grpc-server";
import type { Program, ProgramLauncher } from "./language-host";
import { monitorService } from "./monitor";
import type { Project } from "../project/project";
import type { PropertyMap } from "@berth/model/property";
import { Reader } from "../execute/reader";
import { Registrar } from "../execute/registrar";
import type { Run } from "../execute/run";
import { reportError } from "../execute/run";
import type { ResolvedConfig } from "../project/stack-config";

/** How long a program may go on after everything is settled or has failed. */
const exitLimitMs = 10_000;
/** How long steps that have begun may take to end after a cancellation. */
const cancelLimitMs = 60_000;

export interface ProgramRunContext {
  readonly run: Run;
  readonly project: Project;
  readonly stack: string;
  readonly config: ResolvedConfig;
  readonly parallel: number;
  readonly environment: NodeJS.ProcessEnv;
  readonly launch: ProgramLauncher;
}

/** One program and the services it talks to; `services` are to be served before `execute`. */
export class ProgramRun {
  readonly services: readonly Service[];
  private readonly registrar: Registrar;
  private outputs: PropertyMap | undefined;
  private signalDone: () => void = () => undefined;
  private answerProgram: () => void = () => undefined;
  private readonly done = new Promise<void>((resolve) => (this.signalDone = resolve));
  private readonly answered = new Promise<void>((resolve) => (this.answerProgram = resolve));

  constructor(private readonly context: ProgramRunContext) {
    const { run, project, stack, parallel, config } = context;
    this.registrar = new Registrar(run);
    const { folder: programFolder } = programLocation(project);
    const monitor = monitorService({
      run,
      project: project.name,
      stack,
      projectFolder: project.root,
      programFolder,
      parallel,
      registrar: this.registrar,
      reader: new Reader(run, this.registrar.registered),
      resolver: new GoalResolver({ project: project.name, stack, programFolder, config }, this.registrar),
      onProgramDone: () => {
        this.signalDone();
        return this.answered;
      },
      onStackOutputs: (outputs) => (this.outputs = outputs),
    });
    this.services = [monitor, engineService(run)];
  }

  /** Runs the program to its end, then deletes what it no longer has; never deletes after any failure. */
  async execute(engineAddress: string): Promise<void> {
    const { run } = this.context;
    const program = this.launch(engineAddress);
    const exit = program.exit.then(
      ({ code }) => this.judge(code),
      (thrown: unknown) => void reportError(run, thrown),
    );
    await Promise.race([this.done, exit, aborted(run.status.signal), aborted(run.status.failureSignal)]);
    await this.settle(program);
    if (run.status.isGoing) this.demandTargets();
    if (run.status.isGoing && !run.status.hasFailedStep)
      await deleteLeftovers(run, this.registrar.registered.condemned).catch(
        (thrown: unknown) => void reportError(run, thrown),
      );
    if (run.status.isGoing && (await run.policies?.forbidStack(run.journal.snapshot())) === true) run.status.refuse();
    await this.saveOutputs();
    this.answerProgram();
    await Promise.race([exit, sleep(exitLimitMs, undefined, { ref: false })]);
    await program.stop();
    await exit;
  }

  private launch(engineAddress: string): Program {
    const { run, project, stack, config, parallel, environment } = this.context;
    const { folder, entry } = programLocation(project);
    const { nodeArguments, typescript, tsconfig } = project.runtime;
    return this.context.launch({
      project: project.name,
      stack,
      projectFolder: project.root,
      programFolder: folder,
      entry,
      nodeArguments,
      typescript,
      ...(tsconfig === undefined ? {} : { tsconfig }),
      engineAddress,
      preview: run.preview,
      parallel,
      config,
      environment,
      // After a failure a program prints its consequences: stack traces, and a line for each call that was cut off.
      onOutput: (line) =>
        run.emit({
          kind: "diagnostic",
          severity: "info",
          message: line,
          ...(run.status.isGoing ? {} : { ephemeral: true }),
        }),
    });
  }

  /** Waits for steps that run; a cancelled program is stopped first, and steps get a limit. */
  private async settle(program: Program): Promise<void> {
    const { run } = this.context;
    if (run.status.result !== "cancelled") return Promise.race([run.limit.idle(), this.cancelledAndSettled(program)]);
    await this.cancelledAndSettled(program);
  }

  private async cancelledAndSettled(program: Program): Promise<void> {
    const { run } = this.context;
    await aborted(run.status.signal);
    await Promise.all([program.stop(), run.registry.cancel()]);
    await Promise.race([run.limit.idle(), sleep(cancelLimitMs, undefined, { ref: false })]);
  }

  /** A target may be a resource that only this run creates, so that it can be missed at the end only. */
  private demandTargets(): void {
    const { run } = this.context;
    const known = new Set([...run.base.resources.map(({ urn }) => urn), ...this.registrar.registered.goalUrns()]);
    for (const message of run.selection?.unknownTargets("targets", known) ?? [])
      reportError(run, new EngineError(message));
  }

  private judge(code: number): void {
    const { run } = this.context;
    if (code === 0 || !run.status.isGoing) return;
    // 32: the SDK has reported the program's error itself.
    if (code === 32) run.status.fail();
    else reportError(run, new EngineError(`the program ended with exit code ${code}`));
  }

  /** After a failure old outputs stay where the program gave no new ones. */
  private async saveOutputs(): Promise<void> {
    const { run } = this.context;
    const stack = run.journal.snapshot().resources.find((state) => state.type === stackType && state.delete !== true);
    if (stack === undefined || this.outputs === undefined) return run.journal.flush();
    const outputs = run.status.result === "succeeded" ? this.outputs : { ...stack.outputs, ...this.outputs };
    await run.journal.record({ kind: "outputs", urn: stack.urn, outputs });
  }
}

/** Where the program is: `main` may name a folder or a file. */
export function programLocation(project: Project): { readonly folder: string; readonly entry: string } {
  if (project.main === undefined) return { folder: project.root, entry: "." };
  const path = join(project.root, project.main);
  const isFolder = statSync(path, { throwIfNoEntry: false })?.isDirectory() ?? false;
  return isFolder ? { folder: path, entry: "." } : { folder: dirname(path), entry: basename(path) };
}

function aborted(signal: AbortSignal): Promise<void> {
  if (signal.aborted) return Promise.resolve();
  return new Promise((resolve) => signal.addEventListener("abort", () => resolve(), { once: true }));
}
