/** Texts that mean every address of the internet, to AWS and to Azure. */
const worlds = ["0.0.0.0/0", "::/0", "*", "internet", "any", "0.0.0.0"];

const sshPort = 22;

/** Whether a network is the whole internet. */
export function isWorld(network: string | undefined): boolean {
  return network !== undefined && worlds.includes(network.toLowerCase());
}

/** Whether a range of ports has SSH's in it; AWS says "all" with -1 or with nothing. */
export function holdsSsh(from: number | undefined, to: number | undefined): boolean {
  const [low = -1, high = low] = [from, to];
  return low === -1 || (low <= sshPort && sshPort <= high);
}

/** Whether Azure's text of ports has SSH's in it: "22", "20-30" or "*". */
export function rangeHoldsSsh(range: string): boolean {
  if (range === "*") return true;
  const [low, high = low] = range.split("-").map(Number);
  return low !== undefined && holdsSsh(low, high);
}
