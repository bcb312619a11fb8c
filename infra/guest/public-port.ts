/** A port of a host that the world may reach. */
export interface PublicPort {
  readonly port: number;
  readonly protocol: "tcp" | "udp";
}

/** Whether a URL without a port leads there. */
export function isHttp({ port, protocol }: PublicPort): boolean {
  return port === 80 && protocol === "tcp";
}

/** "80", or "53/udp": TCP, the usual one, is not named. */
export function portName({ port, protocol }: PublicPort): string {
  return protocol === "tcp" ? String(port) : `${port}/${protocol}`;
}
