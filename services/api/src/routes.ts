import { checkNewLink, isSlug } from "./link-input";
import { type Links, PAGE_SIZE } from "./links";
import type { Metrics } from "./metrics";
import { json, type Reply, RequestError, text } from "./reply";

export interface RouteContext {
  readonly links: Links;
  readonly metrics: Metrics;
  readonly page: Reply;
  /** Whether the process is stopping. */
  readonly draining: () => boolean;
}

export interface Request {
  readonly query: URLSearchParams;
  /** The last segment of the path. */
  readonly name: string;
  readonly body: () => Promise<unknown>;
}

export interface Route {
  readonly method: "GET" | "POST" | "DELETE";
  /** As metrics and logs call it. */
  readonly pattern: string;
  readonly path: RegExp;
  readonly answer: (request: Request, context: RouteContext) => Promise<Reply> | Reply;
}

/** All that the service answers, first match wins. */
export const ROUTES: readonly Route[] = [
  { method: "GET", pattern: "/", path: /^\/$/, answer: (_request, { page }) => page },
  { method: "GET", pattern: "/health", path: /^\/health$/, answer: health },
  {
    method: "GET",
    pattern: "/metrics",
    path: /^\/metrics$/,
    answer: (_request, { metrics }) => text(200, metrics.text(), "text/plain; version=0.0.4"),
  },
  { method: "GET", pattern: "/api/links", path: /^\/api\/links$/, answer: list },
  { method: "POST", pattern: "/api/links", path: /^\/api\/links$/, answer: create },
  { method: "DELETE", pattern: "/api/links/:name", path: /^\/api\/links\/[^/]+$/, answer: remove },
  { method: "GET", pattern: "/:name", path: /^\/[^/]+$/, answer: visit },
];

async function health(_request: Request, { links, draining }: RouteContext): Promise<Reply> {
  if (draining()) return json(503, { status: "stopping" });
  try {
    await links.check();
    return json(200, { status: "ok" });
  } catch (error) {
    return json(503, { status: "no database", reason: error instanceof Error ? error.message : String(error) });
  }
}

async function list({ query }: Request, { links }: RouteContext): Promise<Reply> {
  const before = query.get("before");
  if (before !== null && !/^[1-9]\d{0,14}$/.test(before))
    throw new RequestError(400, "before: must be the id of a link");
  const found = await links.list(before === null ? undefined : Number(before));
  return json(200, { links: found, more: found.length === PAGE_SIZE });
}

async function create({ body }: Request, { links }: RouteContext): Promise<Reply> {
  const checked = checkNewLink(await body());
  if (!checked.ok) throw new RequestError(422, "The link was not made.", checked.faults);
  const link = await links.create(checked.value);
  if (link === undefined) throw new RequestError(409, "The link was not made.", { slug: "This name is taken." });
  return json(201, link);
}

async function remove({ name }: Request, { links }: RouteContext): Promise<Reply> {
  if (!isSlug(name) || !(await links.remove(name))) throw new RequestError(404, "This link does not exist.");
  return { status: 204, headers: {}, body: "" };
}

async function visit({ name }: Request, { links }: RouteContext): Promise<Reply> {
  const url = isSlug(name) ? await links.visit(name) : undefined;
  if (url === undefined) throw new RequestError(404, "This link does not exist.");
  return { status: 302, headers: { location: url, "cache-control": "no-store" }, body: "" };
}
