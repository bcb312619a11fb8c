import { request } from "node:https";
import { host, onHost, type Outputs } from "./stack";

const limitMs = 60_000;

export interface RoutedAnswer {
  readonly status: number;
  readonly body: string;
}

/** The certificate of the authority that the stack's ingress certifies names with. */
export function ingressAuthority(outputs: Outputs): string {
  const root = "/data/caddy/pki/authorities/local/root.crt";
  return onHost(outputs, `docker exec $(docker ps -q --filter label=berth.service=berth-ingress) cat ${root}`).output;
}

/** GETs a page of a host name from the stack's ingress, as a client would that resolves the name and trusts its authority. */
export function getRouted(outputs: Outputs, ca: string, url: URL): Promise<RoutedAnswer> {
  const { address, ports } = host(outputs);
  const to = { host: address, port: ports?.["443"] ?? 443, servername: url.hostname, headers: { host: url.host } };
  return new Promise((settle, fail) => {
    const call = request({ ...to, ca, path: url.pathname, agent: false, timeout: limitMs }, (answer) => {
      let body = "";
      answer.setEncoding("utf8").on("data", (text: string) => {
        body += text;
      });
      answer.on("error", fail).on("end", () => settle({ status: answer.statusCode ?? 0, body }));
    });
    call.on("timeout", () => call.destroy(new Error(`${url.href}: no answer in ${limitMs} ms`)));
    call.on("error", fail).end();
  });
}
