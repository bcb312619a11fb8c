interface OutputLimit {
  /** Characters of each stream after which `onExceeded` is called. */
  readonly characters: number;
  readonly onExceeded: () => void;
  /** Called with each full line of both streams as it comes. */
  readonly onLine: ((line: string) => void) | undefined;
}

/** Keeps what a process prints; reports when one of its streams exceeds the limit. */
export function collectOutput(
  child: { readonly stdout: NodeJS.ReadableStream; readonly stderr: NodeJS.ReadableStream },
  limit: OutputLimit,
): { readonly stdout: () => string; readonly stderr: () => string } {
  return { stdout: collect(child.stdout, limit), stderr: collect(child.stderr, limit) };
}

function collect(stream: NodeJS.ReadableStream, { characters, onExceeded, onLine }: OutputLimit): () => string {
  const chunks: string[] = [];
  let [kept, rest] = [0, ""];
  stream.setEncoding("utf8");
  stream.on("data", (chunk: string) => {
    chunks.push(chunk);
    kept += chunk.length;
    if (kept > characters) onExceeded();
    if (onLine === undefined) return;
    const lines = (rest + chunk).split("\n");
    rest = lines.pop() ?? "";
    lines.forEach(onLine);
  });
  return () => chunks.join("");
}
