import { ConcurrencyLimit } from "@berth/model/concurrency-limit";
import type { OperationContext } from "../bridge/bridged-resource";

/**
 * Builds at most as many images at once as the daemon's host has CPUs, in the order in which they were asked for: what others
 * wait for is there sooner, instead of all at the end.
 */
export class BuildQueue {
  private limit: Promise<ConcurrencyLimit> | undefined;

  async run<T>(context: Pick<OperationContext, "daemon" | "onStatus">, build: () => Promise<T>): Promise<T> {
    this.limit ??= hostCpus(context).then((cpus) => new ConcurrencyLimit(cpus));
    const limit = await this.limit.catch((error: unknown) => {
      this.limit = undefined;
      throw error;
    });
    context.onStatus("waiting for a CPU of the host");
    return limit.run(build);
  }
}

async function hostCpus({ daemon }: Pick<OperationContext, "daemon">): Promise<number> {
  const info = (await daemon.call({ method: "GET", path: "/info", doing: "ask for the host's CPUs" })) as {
    readonly NCPU?: number;
  };
  return Math.max(1, info.NCPU ?? 1);
}
