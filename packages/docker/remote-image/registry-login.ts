import type { PropertyValue } from "@berth/model/property";
import type { Daemon } from "../daemon/daemon";
import { parseReference } from "./image-reference";

/** Credentials for one registry. */
export interface RegistryLogin {
  /** As images name it: "ghcr.example:5000". */
  readonly address: string;
  readonly username: string;
  readonly password: string;
}

/** The provider's `registryAuth`, a list or the JSON text of one, as nested values of a provider's inputs travel; undefined: another form. */
export function parseRegistryAuth(value: PropertyValue | undefined): RegistryLogin[] | undefined {
  if (value === undefined || value === null || value === "") return [];
  const list = typeof value === "string" ? parseJson(value) : value;
  return Array.isArray(list) && list.every(isLogin) ? list.map(loginOf) : undefined;
}

/** The header that gives the daemon credentials for the image's registry; empty where there are none. */
export async function authHeaders(
  image: string,
  logins: readonly RegistryLogin[],
  { daemon, signal }: { readonly daemon: Daemon; readonly signal?: AbortSignal | undefined },
): Promise<Readonly<Record<string, string>>> {
  if (logins.length === 0) return {};
  const host = registryOf(image);
  const login =
    host === undefined
      ? await defaultLogin(logins, { daemon, signal })
      : logins.find(({ address }) => address === host);
  if (login === undefined) return {};
  const { username, password, address } = login;
  const json = JSON.stringify({ username, password, serveraddress: address });
  return { "x-registry-auth": Buffer.from(json).toString("base64url") };
}

/** The registry that an image names; undefined: the daemon's own default. */
export function registryOf(image: string): string | undefined {
  const [first = "", ...rest] = parseReference(image).repository.split("/");
  return rest.length > 0 && (/[.:]/.test(first) || first === "localhost") ? first : undefined;
}

/** That for the registry of images without one, which the daemon knows; any host of its site counts. */
async function defaultLogin(
  logins: readonly RegistryLogin[],
  { daemon, signal }: { readonly daemon: Daemon; readonly signal?: AbortSignal | undefined },
): Promise<RegistryLogin | undefined> {
  const info = await daemon.call({ method: "GET", path: "/info", doing: "find the default registry", signal });
  const { IndexServerAddress: index } = info as { readonly IndexServerAddress?: unknown };
  if (typeof index !== "string" || !URL.canParse(index)) return undefined;
  const site = siteOf(new URL(index).hostname);
  return logins.find(({ address }) => siteOf(address) === site);
}

/** Its last two labels, which the hosts of a registry have in common. */
export function siteOf(host: string): string {
  return host.split(".").slice(-2).join(".");
}

function isLogin(value: unknown): value is Readonly<Record<string, string>> {
  if (typeof value !== "object" || value === null) return false;
  const given = value as Readonly<Record<string, unknown>>;
  const keys = Object.keys(given).filter((key) => given[key] !== null && given[key] !== undefined);
  const needed = ["address", "username", "password"];
  return needed.every((key) => typeof given[key] === "string") && keys.every((key) => needed.includes(key));
}

function loginOf({ address = "", username = "", password = "" }: Readonly<Record<string, string>>): RegistryLogin {
  return { address: address.replace(/^https?:\/\//, "").replace(/\/.*$/, ""), username, password };
}

function parseJson(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return undefined;
  }
}
