import type { MachineInputs } from "./machine-inputs";

const option = "hostfwd=";
/** In a machine's command line: the network that leads to this computer. */
const isUserNetwork = (word: string) => word.startsWith("user,id=net0");

/** The forwards of a machine in QEMU's words, "tcp:127.1.2.3:8080-:80". */
export function forwardsOf({ address, hostPorts }: Pick<MachineInputs, "address" | "hostPorts">): readonly string[] {
  return Object.entries(hostPorts).map(([guest, host]) => {
    const [port = "", protocol = "tcp"] = guest.split("/");
    return `${protocol}:${address}:${host}-:${port}`;
  });
}

/** QEMU's option for the network with these forwards. */
export function userNetwork(forwards: readonly string[]): string {
  return ["user,id=net0", ...forwards.map((forward) => `${option}${forward}`)].join(",");
}

/** The forwards in a command line of QEMU. */
export function forwardsIn(argv: readonly string[]): readonly string[] {
  const words = argv.find(isUserNetwork)?.split(",") ?? [];
  return words.filter((word) => word.startsWith(option)).map((word) => word.slice(option.length));
}

/** The command line with these forwards in the place of its own. */
export function withForwards(argv: readonly string[], forwards: readonly string[]): readonly string[] {
  return argv.map((word) => (isUserNetwork(word) ? userNetwork(forwards) : word));
}

/** What QEMU's monitor calls a forward: all but where it leads. */
export function forwardName(forward: string): string {
  return forward.slice(0, forward.lastIndexOf("-:"));
}
