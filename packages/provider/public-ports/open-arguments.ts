/** The arguments of open-ports.sh for ports such as "80" and "53/udp": two words for a shell. */
export function openArguments(ports: readonly string[]): string {
  const isUdp = (port: string) => port.endsWith("/udp");
  const joined = (some: readonly string[]) => `'${some.map((port) => port.replace("/udp", "")).join(",")}'`;
  return [joined(ports.filter((port) => !isUdp(port))), joined(ports.filter(isUdp))].join(" ");
}
