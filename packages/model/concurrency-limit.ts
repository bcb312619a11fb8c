/** Lets at most `size` tasks run at once; the others wait in the order in which they came. */
export class ConcurrencyLimit {
  private free: number;
  private readonly waiting: (() => void)[] = [];
  private readonly whenIdle: (() => void)[] = [];

  constructor(private readonly size: number) {
    this.free = size;
  }

  async run<T>(task: () => Promise<T>): Promise<T> {
    await this.enter();
    try {
      return await task();
    } finally {
      this.leave();
    }
  }

  /** Resolves when no task runs and none waits. */
  idle(): Promise<void> {
    if (this.free === this.size) return Promise.resolve();
    return new Promise((resolve) => this.whenIdle.push(resolve));
  }

  private enter(): Promise<void> {
    if (this.free > 0) {
      this.free -= 1;
      return Promise.resolve();
    }
    return new Promise((resolve) => this.waiting.push(resolve));
  }

  private leave(): void {
    const next = this.waiting.shift();
    if (next !== undefined) {
      next();
      return;
    }
    this.free += 1;
    if (this.free === this.size) this.whenIdle.splice(0).forEach((resolve) => resolve());
  }
}
