import type { IncomingHttpHeaders, IncomingMessage } from "node:http";
import { request } from "node:https";
import { rootCertificates } from "node:tls";
import { EngineError } from "@berth/model/engine-error";

export interface RegistryRequest {
  readonly headers: Readonly<Record<string, string>>;
  /** Certificates in PEM that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  /** Of the answer's body. */
  readonly limitBytes: number;
}

export interface RegistryAnswer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: Buffer;
}

/** For the connection, the answer and its body together. */
const LIMIT_MS = 30_000;

/** What an error of the connection means; the first that matches counts. */
const MEANINGS: readonly (readonly [RegExp, string])[] = [
  [
    /CERT|SELF_SIGNED|UNABLE_TO_(VERIFY|GET)/,
    "its certificate is not trusted: give its authority's certificate as caFile of the registry (config key registries)",
  ],
  [/EPROTO|WRONG_VERSION/, "it speaks no TLS, and it is not queried without"],
  [/ENOTFOUND|EAI_AGAIN/, "its name is not found from this computer"],
  [/ECONNREFUSED|EHOSTUNREACH|ENETUNREACH|ECONNRESET|ABORT|TIMEOUT/, "it does not answer this computer"],
];

/** GETs a page over TLS, whose certificate is checked, within limits of time and size. Rejects with the cause and what it means. */
export function registryRequest(url: URL, { headers, ca, limitBytes }: RegistryRequest): Promise<RegistryAnswer> {
  if (url.protocol !== "https:") throw new EngineError(`GET ${url.href}: only https is queried`);
  return new Promise((resolve, reject) => {
    const fail = (error: Error): void => {
      reject(new EngineError(`GET ${url.origin}${url.pathname}: ${meaningOf(error)}`, { cause: error }));
    };
    const trusted = ca === undefined ? {} : { ca: [...rootCertificates, ca] };
    const signal = AbortSignal.timeout(LIMIT_MS);
    const sent = request(url, { headers, signal, ...trusted }, (answer) => {
      readBody(answer, limitBytes).then(
        (body) => {
          resolve({ status: answer.statusCode ?? 0, headers: answer.headers, body });
        },
        (error: unknown) => {
          sent.destroy();
          fail(error instanceof Error ? error : new Error(String(error)));
        },
      );
    });
    sent.on("error", fail);
    sent.end();
  });
}

async function readBody(answer: IncomingMessage, limitBytes: number): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let bytes = 0;
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    bytes += chunk.length;
    if (bytes > limitBytes) throw new Error(`the answer is larger than ${limitBytes} bytes`);
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

function meaningOf(error: Error): string {
  const { code } = error as { readonly code?: unknown };
  const name = typeof code === "string" ? code : error.name;
  const meaning = MEANINGS.find(([pattern]) => pattern.test(name))?.[1];
  return meaning === undefined ? error.message : `${meaning} (${error.message})`;
}
