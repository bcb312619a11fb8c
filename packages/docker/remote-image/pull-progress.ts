const mebibyte = 1024 * 1024;
const everyMs = 1_000;

type Line = Readonly<Record<string, unknown>>;

interface Layer {
  done: number;
  total: number;
}

/** Sums up what the daemon prints for each layer of a pull, and shows it once a second at most. */
export class PullProgress {
  private readonly layers = new Map<string, Layer>();
  private shownAt = -Infinity;

  constructor(
    private readonly image: string,
    private readonly show: (message: string) => void,
    private readonly now: () => number = Date.now,
  ) {}

  push(line: Line): void {
    const { id, status } = line;
    if (typeof id !== "string" || typeof status !== "string") return;
    if (status === "Downloading") this.layers.set(id, layerOf(line.progressDetail));
    else if (status === "Download complete" || status === "Pull complete") this.complete(id);
    else if (status !== "Extracting") return;
    if (this.now() - this.shownAt < everyMs) return;
    this.shownAt = this.now();
    this.show(`pulling ${this.image}: ${this.summary()}`);
  }

  private summary(): string {
    const layers = [...this.layers.values()];
    const [done, total] = [sum(layers.map((layer) => layer.done)), sum(layers.map((layer) => layer.total))];
    return total > 0 && done >= total ? "unpacking" : `${mebibytes(done)} of ${mebibytes(total)} MiB`;
  }

  private complete(id: string): void {
    const layer = this.layers.get(id);
    if (layer !== undefined) layer.done = layer.total;
  }
}

function layerOf(detail: unknown): Layer {
  const { current, total } = (detail ?? {}) as { current?: unknown; total?: unknown };
  return { done: typeof current === "number" ? current : 0, total: typeof total === "number" ? total : 0 };
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((all, one) => all + one, 0);
}

function mebibytes(bytes: number): string {
  return (bytes / mebibyte).toFixed(1);
}
