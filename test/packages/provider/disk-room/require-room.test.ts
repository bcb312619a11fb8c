import { requireRoom } from "../../../../packages/provider/disk-room/require-room";
import { operationNamed } from "../operation";

const gib = 2 ** 30;
const ok = { exitCode: 0, stdout: "", stderr: "" };
const usage = [
  "5",
  '{"Active":"3","Reclaimable":"2.4GB (80%)","Size":"3GB","TotalCount":"9","Type":"Images"}',
  '{"Active":"1","Reclaimable":"0B (0%)","Size":"1.234kB","TotalCount":"1","Type":"Containers"}',
  '{"Active":"1","Reclaimable":"0B (0%)","Size":"4GB","TotalCount":"1","Type":"Local Volumes"}',
  '{"Active":"0","Reclaimable":"500MB","Size":"500MB","TotalCount":"1","Type":"Build Cache"}',
].join("\n");

interface There {
  readonly free: number;
  readonly size?: number;
  readonly lacking?: readonly string[];
  readonly usage?: string;
}

/** A host that answers what df and Docker would. */
function ask({ free, size = 12 * gib, lacking = [], usage: used = usage }: There, images = ["links/api:1", "db:17"]) {
  const scripts: string[] = [];
  const run = (_host: unknown, script: string) => {
    scripts.push(script);
    if (script.startsWith("df ")) return Promise.resolve({ ...ok, stdout: ` ${free}  ${size}\n` });
    if (script.startsWith("for ")) return Promise.resolve({ ...ok, stdout: lacking.map((one) => `${one}\n`).join("") });
    return Promise.resolve({ ...ok, stdout: used });
  };
  const request = { run, host: { config: "/c", alias: "web" }, images };
  return { scripts, done: requireRoom(operationNamed("room"), request) };
}

test("a host with room is asked once", async () => {
  const { scripts, done } = ask({ free: gib });
  await done;
  expect(scripts).toEqual(["df --output=avail,size --block-size=1 /var/lib/docker | tail -n 1"]);
});

test("a full host that has all images lets a run through that only removes or restarts", async () => {
  const { scripts, done } = ask({ free: 0 });
  await done;
  expect(scripts[1]).toBe(
    "for image in links/api:1 db:17; do docker image inspect $image >/dev/null 2>&1 || echo $image; done",
  );
});

test("services that run kept releases need no room, and no request", async () => {
  const { scripts, done } = ask({ free: 0 }, []);
  await done;
  expect(scripts).toEqual([]);
});

test("a full host is refused what it lacks, with what takes the room and what to do", async () => {
  const { scripts, done } = ask({ free: 400 * 2 ** 20, lacking: ["links/api:1"] });
  await expect(done).rejects.toThrow(
    new Error(
      [
        "bring links/api:1 to web: the data disk of web has 400 MiB free of 12.0 GiB, and 614 MiB must be free; what runs there was not touched",
        "on it: volumes 3.7 GiB, images 2.8 GiB (up to 2.2 GiB without a container; 5 kept releases), build cache 477 MiB, files of containers 0 MiB",
        "make room and run the command again: `npx berth ssh --admin --host web sudo docker builder prune --all --force` empties the build cache; `docker image prune --all --force` there removes images without a container, kept releases too; a larger dataDiskGiB grows the disk, which `npx berth status` shows within minutes",
      ].join("\n"),
    ),
  );
  expect(scripts[2]).toBe(
    "docker image ls --quiet --no-trunc --filter 'reference=berth.invalid/*/*' | sort -u | wc -l && docker system df --format '{{json .}}'",
  );
});

test("the refusal stands where Docker prints something else", async () => {
  const { done } = ask({ free: 0, lacking: ["db:17"], usage: "panic" });
  await expect(done).rejects.toThrow(
    /^bring db:17 to web: .*\nwhat is on it is not known: Docker did not answer\nmake room/,
  );
});

test.each([
  ["df", { exitCode: 255, stdout: "", stderr: "Connection refused" }, "read how much room the data disk of web has"],
  ["for", { exitCode: 255, stdout: "", stderr: "Connection refused" }, "read the images of web"],
])("a host that does not answer to %s is an error, and not one with room", async (word, answer, message) => {
  const run = (_host: unknown, script: string) =>
    Promise.resolve(script.startsWith(word) ? answer : { ...ok, stdout: "0 100" });
  const request = { run, host: { config: "/c", alias: "web" }, images: ["db:17"] };
  await expect(requireRoom(operationNamed("room"), request)).rejects.toThrow(`${message}: Connection refused`);
});
