import type { Result, SideName } from "../figures/reading";
import { type QemuProcess, qemuProcesses } from "../host/qemu-processes";
import type { MachineFacts } from "../parse/machine";
import type { Task } from "../plan/task";
import { givenProbes, probeOf } from "../probes/probes";
import type { Run } from "./run";
import { openSide, factsOf, type Side } from "../stacks/side";

/** Two stacks that are up and stay as they are, on this computer or elsewhere. */
export class GivenRun implements Run {
  readonly probes = givenProbes;
  readonly conduct =
    "Both stacks were up before, and ran while the other one was read; nothing was pinned to processors.";

  private constructor(
    readonly stacks: Readonly<Record<SideName, string>>,
    private readonly sides: Readonly<Record<SideName, Side>>,
    private readonly signal: AbortSignal,
  ) {}

  static async open(stacks: Readonly<Record<SideName, string>>, signal: AbortSignal): Promise<GivenRun> {
    const sides = {
      containers: await openSide("containers", stacks.containers),
      vms: await openSide("vms", stacks.vms),
    };
    return new GivenRun(stacks, sides, signal);
  }

  read({ probe, side }: Task): Promise<readonly Result[]> {
    return probeOf(probe, givenProbes).read(this.sides[side], this.signal);
  }

  async facts(): Promise<Readonly<Record<SideName, readonly MachineFacts[]>>> {
    const { containers, vms } = this.sides;
    return { containers: await factsOf(containers), vms: await factsOf(vms) };
  }

  processes(): readonly QemuProcess[] {
    return Object.values(this.sides).flatMap(({ privateFolder }) =>
      privateFolder === undefined ? [] : qemuProcesses(privateFolder),
    );
  }

  end(): Promise<void> {
    return Promise.resolve();
  }
}
