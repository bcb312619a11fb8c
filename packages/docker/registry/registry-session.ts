import { EngineError } from "@berth/model/engine-error";
import * as v from "valibot";
import { pullFault } from "../remote-image/pull-fault";
import type { RegistryLogin } from "../remote-image/registry-login";
import { type Challenge, parseChallenge } from "./challenge";
import { type RegistryAnswer, registryRequest } from "./registry-request";

export interface RegistryPlace {
  /** "ghcr.example:5000". */
  readonly host: string;
  /** Certificates in PEM that are trusted beside the usual ones. */
  readonly ca?: string | undefined;
  readonly login?: Pick<RegistryLogin, "username" | "password"> | undefined;
}

const tokenLimitBytes = 64 * 1024;
const mostRedirects = 3;
const tokenAnswer = v.union([v.object({ token: v.string() }), v.object({ access_token: v.string() })]);

/** Reads from one registry with the credentials that it wants, which are sent to it and to its token service alone. */
export class RegistrySession {
  private authorization: string | undefined;

  constructor(private readonly place: RegistryPlace) {}

  /** A page below /v2/. Rejects with the registry's reason and what to do. */
  async get(path: string, { accept, limitBytes }: { accept: string; limitBytes: number }): Promise<RegistryAnswer> {
    const url = new URL(`https://${this.place.host}/v2/${path}`);
    const first = await this.follow(url, accept, limitBytes);
    const answer =
      first.status === 401 && (await this.authenticate(first)) ? await this.follow(url, accept, limitBytes) : first;
    if (answer.status !== 200) throw new EngineError(`GET ${url.href}: ${reasonOf(answer)}`);
    return answer;
  }

  /** Blobs are often elsewhere: another site gets no credentials. */
  private async follow(start: URL, accept: string, limitBytes: number): Promise<RegistryAnswer> {
    const { ca } = this.place;
    let url = start;
    for (let redirects = 0; ; redirects += 1) {
      const isOwn = url.origin === start.origin && this.authorization !== undefined;
      const headers = { accept, ...(isOwn && { authorization: this.authorization ?? "" }) };
      const answer = await registryRequest(url, { headers, ca, limitBytes });
      const { location } = answer.headers;
      if (![301, 302, 303, 307, 308].includes(answer.status) || location === undefined) return answer;
      if (redirects === mostRedirects) throw new EngineError(`GET ${start.href}: more than ${mostRedirects} redirects`);
      url = new URL(location, url);
    }
  }

  /** Whether there is something to try again with. */
  private async authenticate({ headers }: RegistryAnswer): Promise<boolean> {
    const challenge = parseChallenge(headers["www-authenticate"] ?? "");
    if (challenge === undefined) return false;
    if (challenge.scheme === "basic") this.authorization = this.basic();
    else this.authorization = `Bearer ${await this.token(challenge)}`;
    return this.authorization !== undefined;
  }

  private async token({ realm, parameters }: Challenge & { scheme: "bearer" }): Promise<string> {
    if (!URL.canParse(realm)) throw new EngineError(`${this.place.host}: its token service is not a URL: ${realm}`);
    const url = new URL(realm);
    for (const [key, value] of Object.entries(parameters)) url.searchParams.set(key, value);
    const basic = this.basic();
    const headers = basic === undefined ? {} : { authorization: basic };
    const answer = await registryRequest(url, { headers, ca: this.place.ca, limitBytes: tokenLimitBytes });
    if (answer.status !== 200) throw new EngineError(`GET ${url.origin}${url.pathname}: ${reasonOf(answer)}`);
    const read = v.safeParse(v.pipe(v.string(), v.parseJson(), tokenAnswer), answer.body.toString("utf8"));
    if (!read.success) throw new EngineError(`GET ${url.origin}${url.pathname}: the answer has no token`);
    return "token" in read.output ? read.output.token : read.output.access_token;
  }

  private basic(): string | undefined {
    const { login } = this.place;
    if (login === undefined) return undefined;
    return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString("base64")}`;
  }
}

const errorAnswer = v.pipe(
  v.string(),
  v.parseJson(),
  v.object({ errors: v.array(v.object({ code: v.string(), message: v.optional(v.string(), "") })) }),
);

/** The status, the registry's own words, and what to do. */
function reasonOf({ status, body }: RegistryAnswer): string {
  const read = v.safeParse(errorAnswer, body.toString("utf8"));
  const words = read.success
    ? read.output.errors.map(({ code, message }) => `${code} ${message}`.trim()).join("; ")
    : "";
  const reason = words === "" ? `status ${status}` : `status ${status}: ${words}`;
  const hint = pullFault(status === 401 || status === 403 ? `unauthorized ${reason}` : reason)?.hint;
  return hint === undefined ? reason : `${reason}\n${hint}`;
}
