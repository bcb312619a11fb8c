import type * as pulumi from "@pulumi/pulumi";
import type { StackConfig } from "../config/config-schema";

/** What a machine waits for besides its own needs. */
export type Turn = Promise<readonly pulumi.Resource[]>;

type Keys = Pick<StackConfig, "target" | "runtime" | "hosts" | "generation">;

/**
 * Machines of a cloud are replaced one after the other: each waits for the readiness and the services of the host before it, so
 * that one that fails leaves those after it as they were. With generation 1 there is nothing to replace, and hosts are made at once.
 */
export class HostTurns {
  private settleAll: (all: readonly (readonly pulumi.Resource[])[]) => void = () => undefined;
  private readonly all = new Promise<readonly (readonly pulumi.Resource[])[]>((settle) => {
    this.settleAll = settle;
  });

  constructor(private readonly config: Keys) {}

  /** Of the host with a number, from 1; undefined: it waits for none. */
  of(number: number): Turn | undefined {
    if (number === 1 || !haveTurns(this.config)) return undefined;
    return this.all.then((hosts) => hosts[number - 2] ?? []);
  }

  /** What there is on each host, in the order of their numbers. No machine with a turn is made before it is called. */
  settle(all: readonly (readonly pulumi.Resource[])[]): void {
    this.settleAll(all);
  }
}

/** Whether each host is reached for itself: one that waits for another may not hold up the way to that one. */
export function areReachedAlone({ target, runtime, hosts }: Omit<Keys, "generation">): boolean {
  return target !== "local" && runtime === "containers" && hosts > 1;
}

function haveTurns(config: Keys): boolean {
  return areReachedAlone(config) && config.generation > 1;
}

/** `dependsOn` of a machine. */
export function inTurn(
  own: readonly pulumi.Resource[],
  turn: Turn | undefined,
): pulumi.Resource[] | Promise<pulumi.Resource[]> {
  return turn === undefined ? [...own] : turn.then((others) => [...own, ...others]);
}
