import { setTimeout as sleep } from "node:timers/promises";

import { lastLines } from "@berth/process/last-lines";
import { type RemoteHost, type RemoteOptions, type runRemote } from "../ssh-access/remote-command";
import { loadInput, loadScript, type PolicyText } from "./semodule-script";

interface Waiting {
  readonly module: PolicyText;
  readonly options: RemoteOptions;
  readonly done: (fault: Error | undefined) => void;
}

/** Modules that come within this time are loaded together: each load builds the whole policy anew. */
const gatherMs = 200;

/** Loads modules, one load a host at a time: semodule locks the policy. */
export class PolicyLoads {
  private readonly queues = new Map<string, Waiting[]>();

  /** `run` is how a host is reached. */
  constructor(private readonly run: typeof runRemote) {}

  /** Loads a module unless it is loaded with the same text; with it those that are asked for at the same time. */
  async load(host: RemoteHost, module: PolicyText, options: RemoteOptions): Promise<void> {
    const key = `${host.config} ${host.alias}`;
    const fault = await new Promise<Error | undefined>((done) => {
      const queue = this.queues.get(key);
      if (queue !== undefined) queue.push({ module, options, done });
      else {
        this.queues.set(key, [{ module, options, done }]);
        void this.work(host, key);
      }
    });
    if (fault !== undefined) throw fault;
  }

  private async work(host: RemoteHost, key: string): Promise<void> {
    const queue = this.queues.get(key) ?? [];
    while (queue.length > 0) {
      await sleep(gatherMs);
      await this.loadTogether(host, queue.splice(0));
    }
    this.queues.delete(key);
  }

  /** Which of several is at fault only a load of each alone tells. */
  private async loadTogether(host: RemoteHost, batch: readonly Waiting[]): Promise<void> {
    const fault = await this.loadNow(host, batch);
    if (fault !== undefined && batch.length > 1) {
      for (const one of batch) one.done(await this.loadNow(host, [one]));
      return;
    }
    batch.forEach(({ done }) => done(fault));
  }

  private async loadNow(host: RemoteHost, batch: readonly Waiting[]): Promise<Error | undefined> {
    const modules = batch.map(({ module }) => module);
    const limitMs = Math.max(...batch.map(({ options }) => options.limitMs));
    const signal = AbortSignal.any(batch.map(({ options }) => options.signal));
    const what = `load the SELinux modules ${modules.map(({ name }) => name).join(", ")} on ${host.alias}`;
    try {
      const result = await this.run(host, loadScript, { input: loadInput(modules), limitMs, signal });
      if (result.exitCode === 0) return undefined;
      return new Error(`${what}: ${lastLines(`${result.stdout}\n${result.stderr}`, 12)}`);
    } catch (error) {
      return new Error(`${what}: ${error instanceof Error ? error.message : String(error)}`, { cause: error });
    }
  }
}
