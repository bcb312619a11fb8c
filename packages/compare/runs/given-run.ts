import type { Result, RuntimeName } from "../figures/reading";
import { type QemuProcess, qemuProcesses } from "../host/qemu-processes";
import type { MachineFacts } from "../parse/machine";
import type { Task } from "../plan/task";
import { givenProbes, probeOf } from "../probes/probes";
import type { Run } from "./run";
import { openSubject, factsOf, type Subject } from "../stacks/subject";

/** Two stacks that are up and stay as they are, on this computer or elsewhere. */
export class GivenRun implements Run {
  readonly probes = givenProbes;
  readonly conduct =
    "Both stacks were up before, and ran while the other one was read; nothing was pinned to processors.";

  private constructor(
    readonly stacks: Readonly<Record<RuntimeName, string>>,
    private readonly subjects: Readonly<Record<RuntimeName, Subject>>,
    private readonly signal: AbortSignal,
  ) {}

  static async open(stacks: Readonly<Record<RuntimeName, string>>, signal: AbortSignal): Promise<GivenRun> {
    const subjects = {
      containers: await openSubject("containers", stacks.containers),
      vms: await openSubject("vms", stacks.vms),
    };
    return new GivenRun(stacks, subjects, signal);
  }

  read({ probe, runtime }: Task): Promise<readonly Result[]> {
    return probeOf(probe, givenProbes).read(this.subjects[runtime], this.signal);
  }

  async facts(): Promise<Readonly<Record<RuntimeName, readonly MachineFacts[]>>> {
    const { containers, vms } = this.subjects;
    return { containers: await factsOf(containers), vms: await factsOf(vms) };
  }

  processes(): readonly QemuProcess[] {
    return Object.values(this.subjects).flatMap(({ privateFolder }) =>
      privateFolder === undefined ? [] : qemuProcesses(privateFolder),
    );
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
