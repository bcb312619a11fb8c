import { connect } from "node:net";
import { setTimeout as sleep } from "node:timers/promises";
import { Postgres } from "../postgres";
import { ApiProcess } from "./api-process";

const postgres = new Postgres("Abcdefghijklmnopqrstuvwxyz123456");
let api: ApiProcess;

beforeAll(async () => {
  await postgres.start();
  // Two at once, as during a rollout: one makes the schema, the other one waits for it.
  const [first, second] = [new ApiProcess(postgres), new ApiProcess(postgres)];
  await Promise.all([first.started(), second.started()]);
  const applied = [first, second].flatMap(({ records }) =>
    records.filter(({ message }) => message === "migration applied"),
  );
  expect(applied.map(({ file }) => file)).toEqual(["001-links.sql"]);
  second.signal("SIGTERM");
  expect(await second.exit).toBe(0);
  api = first;
}, 60_000);

afterAll(async () => {
  api.signal("SIGKILL");
  await api.exit;
  await postgres.remove();
});

test("makes a link, lists it, follows and counts it, and removes it", async () => {
  const made = await post({ url: "https://example.org/a b", slug: "first" });
  expect([made.status, made.body]).toEqual([
    201,
    {
      id: expect.any(Number) as number,
      slug: "first",
      url: "https://example.org/a%20b",
      visits: 0,
      createdAt: expect.stringMatching(/Z$/) as string,
    },
  ]);
  const visit = await fetch(`${api.url}/first`, { redirect: "manual" });
  expect([visit.status, visit.headers.get("location")]).toEqual([302, "https://example.org/a%20b"]);
  const list = await get("/api/links");
  expect(list.body).toEqual({ links: [{ ...(made.body as object), visits: 1 }], more: false });
  expect((await fetch(`${api.url}/api/links/first`, { method: "DELETE" })).status).toBe(204);
  expect((await fetch(`${api.url}/api/links/first`, { method: "DELETE" })).status).toBe(404);
  expect((await get("/first")).status).toBe(404);
});

test("picks a name of six letters when none is given", async () => {
  const { body } = await post({ url: "https://example.org" });
  expect(body).toMatchObject({ slug: expect.stringMatching(/^[b-z2-9]{6}$/) as string });
});

test("names every fault of a link at once", async () => {
  const { status, body } = await post({ url: "javascript:alert(1)", slug: "No!", colour: "red" });
  expect([status, body]).toEqual([
    422,
    {
      error: "The link was not made.",
      faults: {
        colour: "Unknown field.",
        url: "Only https:// and http:// addresses can be shortened.",
        slug: "2 to 40 characters: a–z, 0–9, single hyphens inside.",
      },
    },
  ]);
});

test("gives a name to one of twenty requests for it at the same time", async () => {
  const answers = await Promise.all(
    Array.from({ length: 20 }, () => post({ url: "https://example.org", slug: "wanted" })),
  );
  expect(answers.map(({ status }) => status).sort()).toEqual([201, ...Array<number>(19).fill(409)]);
});

test("pages through more links than fit on one", async () => {
  for (let count = 0; count < 55; count += 1) await post({ url: "https://example.org", slug: `page-${count}` });
  const first = (await get("/api/links")).body as { links: { id: number }[]; more: boolean };
  expect([first.links.length, first.more]).toEqual([50, true]);
  const second = (await get(`/api/links?before=${first.links[49]?.id}`)).body as typeof first;
  expect(second.more).toBe(false);
  expect(new Set([...first.links, ...second.links].map(({ id }) => id)).size).toBe(50 + second.links.length);
});

test.each<[string, RequestInit & { path: string }, number]>([
  [
    "a form of another site",
    { path: "/api/links", method: "POST", body: "url=x", headers: { "content-type": "text/plain" } },
    415,
  ],
  [
    "what is not JSON",
    { path: "/api/links", method: "POST", body: "{", headers: { "content-type": "application/json" } },
    400,
  ],
  [
    "a list for an object",
    { path: "/api/links", method: "POST", body: "[]", headers: { "content-type": "application/json" } },
    422,
  ],
  [
    "17 KiB",
    {
      path: "/api/links",
      method: "POST",
      body: JSON.stringify("x".repeat(17 * 1024)),
      headers: { "content-type": "application/json" },
    },
    413,
  ],
  ["an unknown method", { path: "/api/links", method: "PATCH" }, 405],
  ["an unknown place", { path: "/a/b/c" }, 404],
  ["SQL for a page", { path: "/api/links?before=1%20OR%201=1" }, 400],
  ["SQL for a name", { path: "/x';DROP%20TABLE%20links" }, 404],
  ["a name that is too long", { path: `/${"x".repeat(5000)}` }, 404],
  ["broken escapes", { path: "/%E0%A4%A" }, 404],
])("answers %s with its status and lives on", async (_what, { path, ...init }, status) => {
  const response = await fetch(`${api.url}${path}`, init);
  expect([response.status, response.headers.get("content-type")]).toEqual([status, "application/json"]);
  expect((await get("/health")).body).toEqual({ status: "ok" });
});

test("survives bytes that are not HTTP", async () => {
  const socket = connect(Number(new URL(api.url).port), "127.0.0.1");
  socket.resume().end("\x00\xff nonsense\r\n\r\n");
  await new Promise((done) => socket.once("close", done));
  expect((await get("/health")).status).toBe(200);
});

test("serves a page whose own style and script are all that may run", async () => {
  const response = await fetch(api.url);
  const html = await response.text();
  expect(response.headers.get("content-security-policy")).toMatch(
    /^default-src 'none'; style-src 'sha256-[^']+'; script-src 'sha256-[^']+'; connect-src 'self'; img-src data:; /,
  );
  expect(html.match(/(?:src|href)="(?!data:)[^"]*"/g)).toBeNull();
});

test("counts requests by route, not by path", async () => {
  const { body } = await get("/metrics");
  expect(body).toMatch(/http_requests_total\{method="GET",route="\/:name",status="302"\} 1\n/);
  expect(body).toMatch(/http_request_duration_seconds_bucket\{route="\/api\/links",le="\+Inf"\} \d+\n/);
  expect(body).toMatch(/\ndatabase_connections \d+\n/);
  expect(body).not.toContain("page-1");
});

test("reports that the database is away, and recovers when it is back", async () => {
  await postgres.stop();
  expect((await get("/health")).status).toBe(503);
  const failed = await get("/api/links");
  expect([failed.status, failed.body]).toEqual([
    500,
    { error: "Something went wrong here. Try again in a moment.", faults: {} },
  ]);
  const { port } = postgres;
  await postgres.start(port);
  expect((await get("/health")).body).toEqual({ status: "ok" });
}, 30_000);

test("answers what comes in while it drains, closing each connection, and then ends with 0", async () => {
  const draining = await new ApiProcess(postgres, { DRAIN_MS: "1000" }).started();
  draining.signal("SIGTERM");
  while (!draining.output.includes('"draining"')) await sleep(10);
  const response = await fetch(`${draining.url}/api/links`);
  expect([response.status, response.headers.get("connection")]).toEqual([200, "close"]);
  expect((await fetch(`${draining.url}/health`)).status).toBe(503);
  expect(await draining.exit).toBe(0);
  expect(draining.records.at(-1)).toMatchObject({ level: "info", message: "stopped" });
}, 30_000);

test("names all that is missing from its environment and exits with 1", async () => {
  const broken = new ApiProcess(postgres, { PGHOST: "", PGPASSWORD_FILE: "/nowhere", PORT: "http" });
  expect(await broken.exit).toBe(1);
  expect(broken.records[0]).toMatchObject({
    level: "error",
    error: {
      message:
        "read configuration: PORT: must be an integer from 0 to 65535; PGHOST: must be set; PGPASSWORD_FILE: ENOENT: no such file or directory, open '/nowhere'",
    },
  });
});

async function get(path: string): Promise<{ status: number; body: unknown }> {
  const response = await fetch(`${api.url}${path}`, { redirect: "manual" });
  const text = await response.text();
  const isJson = response.headers.get("content-type") === "application/json";
  return { status: response.status, body: isJson ? (JSON.parse(text) as unknown) : text };
}

async function post(link: unknown): Promise<{ status: number; body: unknown }> {
  const init = { method: "POST", body: JSON.stringify(link), headers: { "content-type": "application/json" } };
  const response = await fetch(`${api.url}/api/links`, init);
  return { status: response.status, body: await response.json() };
}
