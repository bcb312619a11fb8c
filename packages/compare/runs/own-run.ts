import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "@berth/cli/stack";
import type { Result, SideName } from "../figures/reading";
import { sideNames } from "../figures/reading";
import { pause, resume } from "../host/pause";
import type { QemuProcess } from "../host/qemu-processes";
import { readCold } from "../probes/cold";
import { removeStrayCopies } from "../probes/copies";
import type { MachineFacts } from "../parse/machine";
import type { ProbeSpec, Task } from "../plan/task";
import { ownProbes, probeOf, readBoot } from "../probes/probes";
import type { Run } from "./run";
import { openOwnSide, factsOf, type Side } from "../stacks/side";
import { cacheImage } from "../stacks/cached-image";
import { OwnStack } from "../stacks/own-stack";
import { makeWorkplace } from "../stacks/workplace";

/** Makes the stacks that the others look at. */
const coldProbe: ProbeSpec = {
  id: "cold",
  what: "bringing up the stack",
  guessSeconds: 180,
  rounds: { full: 2, quick: 1 },
  place: "first",
  measures: ["cold", "fresh", "boot"],
};

/** Brings both stacks up, from a copy of this checkout, and takes them away at the end. While one side is read the other one's machines stand still. */
export class OwnRun implements Run {
  readonly probes: readonly ProbeSpec[] = [coldProbe, ...ownProbes];
  readonly conduct = "While one side was read, the other one's machines stood still.";
  readonly stacks: Readonly<Record<SideName, string>>;
  private readonly sides = new Map<SideName, Side>();
  /** As they were when a side was opened: the search for how many copies fit gives one of them more memory. */
  private readonly machines = new Map<SideName, readonly MachineFacts[]>();
  /** The copy of the checkout. */
  private readonly copy: string;
  private readonly own: Readonly<Record<SideName, OwnStack>>;

  /** `folder`: for the copy and the log of what the stacks said. */
  constructor(
    folder: string,
    private readonly signal: AbortSignal,
  ) {
    this.copy = join(folder, "checkout");
    const args = { folder: this.copy, log: join(folder, "stacks.log"), signal };
    this.own = { containers: new OwnStack("containers", args), vms: new OwnStack("vms", args) };
    this.stacks = { containers: this.own.containers.stack, vms: this.own.vms.stack };
  }

  /** Makes what no figure is to include, and says what takes its time. */
  async prepare(say: (line: string) => void): Promise<void> {
    for (const side of sideNames) await cacheImage(side, this.signal, say);
    await makeWorkplace(projectFolder, this.copy);
  }

  async read({ probe, side: name }: Task): Promise<readonly Result[]> {
    const other = this.own[name === "vms" ? "containers" : "vms"];
    // Also after a run that was killed while they stood still.
    await resume(this.own[name].processes());
    await pause(other.processes());
    try {
      if (probe === coldProbe.id) return await this.cold(name);
      return await probeOf(probe, ownProbes).read(await this.side(name), this.signal);
    } finally {
      await resume(other.processes());
    }
  }

  async facts(): Promise<Readonly<Record<SideName, readonly MachineFacts[]>>> {
    for (const name of sideNames) await this.side(name);
    return { containers: this.machines.get("containers") ?? [], vms: this.machines.get("vms") ?? [] };
  }

  /** Whether there is a copy of the checkout, of this run or an earlier one. */
  isBegun(): boolean {
    return existsSync(this.copy);
  }

  processes(): readonly QemuProcess[] {
    return sideNames.flatMap((name) => this.own[name].processes());
  }

  /** Leaves nothing of the stacks and of the copy, also of an earlier run's. */
  async end(): Promise<void> {
    for (const name of sideNames) {
      await resume(this.own[name].processes());
      await this.own[name].destroy();
    }
    rmSync(this.copy, { recursive: true, force: true });
  }

  private async cold(name: SideName): Promise<readonly Result[]> {
    this.sides.delete(name);
    const results = await readCold(this.own[name]);
    const side = await this.open(name);
    return [...results, await readBoot(side)];
  }

  /** Up, also where an earlier run was interrupted or this computer was restarted since. */
  private async side(name: SideName): Promise<Side> {
    const known = this.sides.get(name);
    if (known !== undefined) return known;
    const own = this.own[name];
    own.configure({});
    await own.up();
    const side = await this.open(name);
    await removeStrayCopies(side, own);
    return side;
  }

  private async open(name: SideName): Promise<Side> {
    const side = await openOwnSide(this.own[name]);
    this.machines.set(name, await factsOf(side));
    this.sides.set(name, side);
    return side;
  }
}
