import type { MachineFiles } from "@berth/provider/machine-files";

/** What a copy of a machine has of its own. */
export interface MachineCopy {
  readonly name: string;
  readonly files: Pick<MachineFiles, "overlay" | "serialLog" | "qmpSocket" | "pidFile">;
  readonly dataDisk: string;
  readonly mac: string;
  /** File with the credential that gives it its address. */
  readonly credential: string;
}

/** The credentials of the machine that is copied, and what a machine has on it that was started from its saved memory. */
const leftOut: ReadonlySet<string> = new Set(["-smbios", "-incoming", "-S"]);

/** QEMU's command line for a copy of the machine that this one runs: no port of this computer leads to it. Of one that packages/provider/machine/qemu-argv.ts wrote. */
export function copyArgv(argv: readonly string[], copy: MachineCopy): readonly string[] {
  const changed = pairsOf(argv).flatMap(([option, value]) => {
    if (leftOut.has(option)) return [];
    if (value === undefined) return [option];
    return [option, changedValue(option, value, copy)];
  });
  return [...changed, "-smbios", `type=11,path=${copy.credential}`];
}

function changedValue(option: string, value: string, { name, files, dataDisk, mac }: MachineCopy): string {
  switch (option) {
    case "-name":
      return `guest=${name}`;
    case "-blockdev":
      return withFile(value, value.includes("node-name=root") ? files.overlay : dataDisk);
    case "-netdev":
      return value.replace(/^(user,id=net0).*$/, "$1");
    case "-device":
      return value.replace(/(?<=^virtio-net-pci,netdev=net1,.*mac=).*$/, mac);
    case "-chardev":
      return value.replace(/(?<=path=).*(?=,append=on$)/, files.serialLog);
    case "-qmp":
      return value.replace(/(?<=^unix:).*(?=,server=on)/, files.qmpSocket);
    case "-pidfile":
      return files.pidFile;
    default:
      return value;
  }
}

function withFile(block: string, path: string): string {
  return block.replace(/(?<=file\.filename=).*$/, path.replaceAll(",", ",,"));
}

/** Options with their values; the program, and an option without one, stand alone. */
function pairsOf(argv: readonly string[]): (readonly [option: string, value?: string])[] {
  const pairs: (readonly [string, string?])[] = [];
  for (let at = 0; at < argv.length; at++) {
    const word = argv[at] ?? "";
    const next = argv[at + 1];
    if (word === "" && next === undefined) continue;
    if (at > 0 && word.startsWith("-") && next !== undefined && !next.startsWith("-")) {
      pairs.push([word, next]);
      at++;
    } else pairs.push([word]);
  }
  return pairs;
}
