import { existsSync, rmSync } from "node:fs";
import { join } from "node:path";
import { projectFolder } from "@berth/cli/stack";
import type { Result, RuntimeName } from "../figures/reading";
import { runtimeNames } from "../figures/reading";
import { pause, resume } from "../host/pause";
import type { QemuProcess } from "../host/qemu-processes";
import { readCold } from "../probes/cold";
import { removeStrayCopies } from "../probes/copies";
import type { MachineFacts } from "../parse/machine";
import type { ProbeSpec, Task } from "../plan/task";
import { ownProbes, probeOf, readBoot } from "../probes/probes";
import type { Run } from "./run";
import { openOwnSubject, factsOf, type Subject } from "../stacks/subject";
import { cacheImage } from "../stacks/cached-image";
import { OwnStack } from "../stacks/own-stack";
import { copyCheckout } from "../stacks/checkout-copy";

/** Creates the stacks that the other probes read. */
const coldProbe: ProbeSpec = {
  id: "cold",
  what: "bringing up the stack",
  guessSeconds: 180,
  rounds: { full: 2, quick: 1 },
  place: "first",
  measures: ["cold", "fresh", "boot"],
};

/** Brings both stacks up, from a copy of this checkout, and destroys them at the end. While one subject is read, the machines of the other one are paused. */
export class OwnRun implements Run {
  readonly probes: readonly ProbeSpec[] = [coldProbe, ...ownProbes];
  readonly conduct = "While one runtime was measured, the machines of the other one were paused.";
  readonly stacks: Readonly<Record<RuntimeName, string>>;
  private readonly subjects = new Map<RuntimeName, Subject>();
  /** As they were when a subject was opened: the search for how many copies fit gives one of them more memory. */
  private readonly machines = new Map<RuntimeName, readonly MachineFacts[]>();
  /** The copy of the checkout. */
  private readonly copy: string;
  private readonly own: Readonly<Record<RuntimeName, OwnStack>>;

  /** `folder` gets the copy of the checkout and the log of the stacks' runs. */
  constructor(
    folder: string,
    private readonly signal: AbortSignal,
  ) {
    this.copy = join(folder, "checkout");
    const args = { folder: this.copy, log: join(folder, "stacks.log"), signal };
    this.own = { containers: new OwnStack("containers", args), vms: new OwnStack("vms", args) };
    this.stacks = { containers: this.own.containers.stack, vms: this.own.vms.stack };
  }

  /** Builds images and copies the checkout before anything is timed, and reports what takes long. */
  async prepare(say: (line: string) => void): Promise<void> {
    for (const subject of runtimeNames) await cacheImage(subject, this.signal, say);
    await copyCheckout(projectFolder, this.copy);
  }

  async read({ probe, runtime: name }: Task): Promise<readonly Result[]> {
    const other = this.own[name === "vms" ? "containers" : "vms"];
    // They may be paused still, by a run that was killed.
    await resume(this.own[name].processes());
    await pause(other.processes());
    try {
      if (probe === coldProbe.id) return await this.cold(name);
      return await probeOf(probe, ownProbes).read(await this.subject(name), this.signal);
    } finally {
      await resume(other.processes());
    }
  }

  async facts(): Promise<Readonly<Record<RuntimeName, readonly MachineFacts[]>>> {
    for (const name of runtimeNames) await this.subject(name);
    return { containers: this.machines.get("containers") ?? [], vms: this.machines.get("vms") ?? [] };
  }

  /** Whether there is a copy of the checkout, of this run or an earlier one. */
  isBegun(): boolean {
    return existsSync(this.copy);
  }

  processes(): readonly QemuProcess[] {
    return runtimeNames.flatMap((name) => this.own[name].processes());
  }

  /** Destroys the stacks and removes the copy, also those of an earlier run. */
  async end(): Promise<void> {
    for (const name of runtimeNames) {
      await resume(this.own[name].processes());
      await this.own[name].destroy();
    }
    rmSync(this.copy, { recursive: true, force: true });
  }

  private async cold(name: RuntimeName): Promise<readonly Result[]> {
    this.subjects.delete(name);
    const results = await readCold(this.own[name]);
    const subject = await this.open(name);
    return [...results, await readBoot(subject)];
  }

  /** Up, also where an earlier run was interrupted or this computer was restarted since. */
  private async subject(name: RuntimeName): Promise<Subject> {
    const known = this.subjects.get(name);
    if (known !== undefined) return known;
    const own = this.own[name];
    own.configure({});
    await own.up();
    const subject = await this.open(name);
    await removeStrayCopies(subject, own);
    return subject;
  }

  private async open(name: RuntimeName): Promise<Subject> {
    const subject = await openOwnSubject(this.own[name]);
    this.machines.set(name, await factsOf(subject));
    this.subjects.set(name, subject);
    return subject;
  }
}
