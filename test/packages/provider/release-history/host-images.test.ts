import { parseHostImages, readHostImages } from "../../../../packages/provider/release-history/host-images";

const row = (ID: string, name: string, more: object = {}) => {
  const [Repository, Tag] = name.split(":");
  const CreatedAt = "2026-11-30 20:00:00 +0100 CET";
  return JSON.stringify({ ID, Repository, Tag, Digest: "<none>", CreatedAt, Size: "9MB", ...more });
};
const rows = [
  row("sha256:a", "links/api:1"),
  row("sha256:a", "berth.invalid/links/api:1"),
  row("sha256:b", "postgres:<none>", { Digest: "sha256:d" }),
  row("sha256:c", "<none>:<none>", { CreatedAt: "N/A" }),
];
const api = { id: "sha256:a", isPulled: false, createdAt: "2026-11-30T19:00:00.000Z" };
const names = ["links/api:1", "berth.invalid/links/api:1"];

test("reads each image once, with all its names", () => {
  expect(parseHostImages(`${rows.join("\n")}\n`)).toEqual([
    { ...api, names },
    { ...api, id: "sha256:b", names: [], isPulled: true },
    { ...api, id: "sha256:c", names: [], createdAt: "1970-01-01T00:00:00.000Z" },
  ]);
  expect(parseHostImages("")).toEqual([]);
});

const answering = (exitCode: number, stdout: string, stderr = "") => {
  const scripts: string[] = [];
  const run = (_host: unknown, script: string) => {
    scripts.push(script);
    return Promise.resolve({ exitCode, stdout, stderr });
  };
  return { scripts, query: { run, host: { config: "/c", alias: "web" }, signal: AbortSignal.timeout(10_000) } };
};
const list = "docker image ls --no-trunc --digests --format '{{json .}}'";

test("gives an image its name before it lists them", async () => {
  const { scripts, query } = answering(0, rows.slice(0, 2).join("\n"));
  expect(await readHostImages(query)).toEqual([{ ...api, names }]);
  await readHostImages({ ...query, keeping: { image: "links/api:1", as: "berth.invalid/links/api:1" } });
  expect(scripts).toEqual([list, `docker tag links/api:1 berth.invalid/links/api:1 && ${list}`]);
});

test("an image that is not there ends it with Docker's reason", async () => {
  const { query } = answering(1, "", "Error response from daemon: No such image: gone:1");
  await expect(readHostImages(query)).rejects.toThrow(
    "read the images of web: Error response from daemon: No such image: gone:1",
  );
});
