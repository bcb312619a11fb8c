/**
 * The stages of a Dockerfile that a `RUN --mount=from=…` reads, in the order of the file. buildah 1.28 mounts such a stage
 * empty when it comes from the cache, so each is built first and given as an image.
 */
export function mountedStages(dockerfile: string): readonly string[] {
  const lines = dockerfile.replaceAll(/\\\r?\n/g, " ").split("\n");
  const stages = lines.flatMap((line) => /^\s*FROM\s.*\sAS\s+(\S+)\s*$/i.exec(line)?.[1]?.toLowerCase() ?? []);
  const runs = lines.filter((line) => /^\s*RUN\s/i.test(line));
  const mounted = runs.flatMap((line) => [...line.matchAll(/\s--mount=(?:\S*,)?from=([^\s,]+)/g)]);
  const names = new Set(mounted.map(([, name = ""]) => name.toLowerCase()));
  return stages.filter((stage) => names.has(stage));
}
