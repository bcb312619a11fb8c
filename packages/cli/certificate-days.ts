import { connect } from "node:tls";
import type { DeployedHost } from "./deployed";

const limitMs = 5_000;
const dayMs = 86_400_000;

/** The certificate that a route is served with. */
export interface RouteCertificate {
  readonly url: string;
  /** Until it expires; negative: it has. Absent where no certificate was served. */
  readonly days?: number;
}

/** Reads the certificate of each route, whoever signed it, from the first host that serves one: the others refuse its name. */
export function readCertificates(
  urls: readonly string[],
  hosts: readonly Pick<DeployedHost, "address">[],
): Promise<readonly RouteCertificate[]> {
  const routes = urls.filter((url) => url.startsWith("https://"));
  return Promise.all(
    routes.map(async (url) => {
      for (const { address } of hosts) {
        const find = () => expiryOf(new URL(url), address);
        // The first connection to a new route may be refused while the ingress makes its certificate.
        const end = (await find()) ?? (await find());
        if (end !== undefined) return { url, days: Math.floor((end - Date.now()) / dayMs) };
      }
      return { url };
    }),
  );
}

/** Milliseconds since the epoch; undefined where no certificate is served in time. */
function expiryOf({ hostname, port }: URL, address: string): Promise<number | undefined> {
  const target = { host: address, port: Number(port || 443), servername: hostname, rejectUnauthorized: false };
  return new Promise((settle) => {
    const socket = connect({ ...target, timeout: limitMs }, () => {
      settle(Date.parse(socket.getPeerCertificate().valid_to) || undefined);
      socket.destroy();
    });
    const none = () => {
      settle(undefined);
      socket.destroy();
    };
    socket.once("error", none).once("timeout", none);
  });
}

/** A line for each certificate, for people. */
export function describeCertificates(certificates: readonly RouteCertificate[]): readonly string[] {
  return certificates.map(({ url, days }) => {
    if (days === undefined) return `${url}  no certificate is served`;
    return `${url}  certificate ${days < 0 ? "has expired" : `expires in ${days} days`}`;
  });
}
