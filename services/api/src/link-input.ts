/** A link as a client requests it; without a slug the service picks one. */
export interface NewLink {
  readonly url: string;
  readonly slug?: string;
}

export type Checked<T> = { ok: true; value: T } | { ok: false; faults: Record<string, string> };

/** Paths that the service itself answers. */
const RESERVED = new Set(["api", "health", "metrics"]);
const MAX_URL = 2048;
const SLUG = /^[a-z0-9](-?[a-z0-9])*$/;

/** Checks an untrusted JSON value; all faults at once, keyed by field. */
export function checkNewLink(body: unknown): Checked<NewLink> {
  if (typeof body !== "object" || body === null || Array.isArray(body))
    return { ok: false, faults: { body: "Send a JSON object." } };
  const { url, slug, ...others } = body as Record<string, unknown>;
  const unknown = Object.keys(others).map((key) => [key, "Unknown field."] as const);
  const target = typeof url === "string" ? url.trim() : "";
  const name = slug === "" ? undefined : slug;
  const faults = faultsByField([
    ...unknown,
    ["url", faultOfUrl(target)],
    ["slug", name === undefined ? undefined : faultOfSlug(name)],
  ]);
  if (Object.keys(faults).length > 0) return { ok: false, faults };
  const href = new URL(target).href;
  return { ok: true, value: typeof name === "string" ? { url: href, slug: name } : { url: href } };
}

function faultsByField(fields: readonly (readonly [string, string | undefined])[]): Record<string, string> {
  return Object.fromEntries(fields.flatMap(([field, fault]) => (fault === undefined ? [] : [[field, fault]])));
}

/** Whether a path segment can be a link's name at all; saves the database the question. */
export function isSlug(text: string): boolean {
  return faultOfSlug(text) === undefined;
}

function faultOfUrl(text: string): string | undefined {
  if (text === "") return "Enter the address it should lead to.";
  if (!URL.canParse(text)) return "This is not a whole address. It starts with https:// or http://.";
  const { protocol, username, password, href } = new URL(text);
  if (protocol !== "https:" && protocol !== "http:") return "Only https:// and http:// addresses can be shortened.";
  if (username !== "" || password !== "") return "An address with a user name or password in it is not stored.";
  return href.length > MAX_URL ? `The address is longer than ${MAX_URL} characters.` : undefined;
}

function faultOfSlug(value: unknown): string | undefined {
  if (typeof value !== "string" || value.length < 2 || value.length > 40 || !SLUG.test(value)) {
    return "2 to 40 characters: a–z, 0–9, single hyphens inside.";
  }
  return RESERVED.has(value) ? "This name is taken by the service itself." : undefined;
}
