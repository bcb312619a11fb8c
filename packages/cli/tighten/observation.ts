import { posix } from "node:path";

/** What a container had and did while it was watched from its start. */
export interface Observation {
  /** "running healthy": Docker's state, and that of the health check. */
  readonly state: string;
  /** Capabilities without "CAP_". */
  readonly held: readonly string[];
  readonly used: readonly string[];
  readonly isReadOnly: boolean;
  /** Folders of the root file system that it wrote in, none of them in another one. */
  readonly written: readonly string[];
  /** Those of them that the image has files in. */
  readonly filled: readonly string[];
  /** Folders that are in memory already. */
  readonly tmpfs: readonly string[];
  /** Where the volumes are that it may write to. */
  readonly volumes: readonly string[];
  /** In bytes; absent where there is no limit, or the container has ended. */
  readonly memory: Usage;
  /** In processes. */
  readonly pids: Usage;
  /** "tcp 8080" of each port that it listens on beyond its loopback. */
  readonly listens: readonly string[];
  /** What SELinux denied it. */
  readonly denied: readonly string[];
}

export interface Usage {
  readonly limit?: number;
  readonly peak?: number;
}

/** Of the lines that watch-service.sh prints; undefined where it did not come to its end. */
export function readObservation(printed: string): Observation | undefined {
  const lines = printed.split("\n");
  const all = (word: string) =>
    lines.flatMap((line) => (line.startsWith(`${word} `) ? [line.slice(word.length + 1)] : []));
  const [state] = all("state");
  if (state === undefined || all("watched").length === 0) return undefined;
  const mounts = [...all("mount"), ...all("tmpfs")];
  const written = foldersOf(all("changed"), mounts);
  const full = new Set(all("filled"));
  const usage = (what: string): Usage => {
    const [limit, peak] = ["limit", "peak"].map((word) => Number(all(`${word} ${what}`)[0] ?? 0));
    return { ...(limit && { limit }), ...(peak && { peak }) };
  };
  return {
    state,
    held: all("held").map(plainName).sort(),
    used: all("used").map(plainName).sort(),
    isReadOnly: all("readonly").length > 0,
    written,
    filled: written.filter((folder) => full.has(folder)),
    tmpfs: all("tmpfs").sort(),
    volumes: all("volume"),
    memory: usage("memory"),
    pids: usage("pids"),
    listens: all("listens"),
    denied: all("denied"),
  };
}

function plainName(capability: string): string {
  return capability.replace(/^CAP_/, "").toUpperCase();
}

/** The outermost folders of `docker diff`, "A /run/app.pid", without what Docker itself makes as the places of mounts. */
function foldersOf(changes: readonly string[], mounts: readonly string[]): readonly string[] {
  const paths = changes.map((change) => change.slice(2));
  const isOfMount = (path: string) =>
    mounts.some((mount) => mount === path || mount.startsWith(`${path}/`) || path.startsWith(`${mount}/`));
  const isParent = (path: string) => paths.some((other) => other.startsWith(`${path}/`));
  const own = paths.filter((path) => !isOfMount(path) && !isParent(path));
  const folders = [...new Set(own.map((path) => posix.dirname(path)))].sort();
  return folders.filter((folder) => !folders.some((outer) => outer !== folder && isWithin(folder, outer)));
}

function isWithin(path: string, folder: string): boolean {
  return path.startsWith(folder.endsWith("/") ? folder : `${folder}/`);
}
