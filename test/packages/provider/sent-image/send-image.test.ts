import { spawnSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { gunzipSync } from "node:zlib";
import { sendImage } from "../../../../packages/provider/sent-image/send-image";
import type { RemoteOptions } from "../../../../packages/provider/ssh-access/remote-command";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";
import { config, diffIds, dockerFiles, layers, writeTar } from "./sample-archive";

const scratch = scratchFolder();
const archive = writeTar(join(scratch, "image.tar"), dockerFiles());
const image = "links/api:0123456789ab";
const ok = { exitCode: 0, stdout: "", stderr: "" };

interface There {
  readonly platform?: string;
  readonly free?: number;
  readonly presence?: "present" | "absent";
  readonly held?: readonly (readonly string[])[];
  /** Of docker load, one a try. */
  readonly answers?: readonly { exitCode: number; stdout: string; stderr: string }[];
}

/** A host that answers what a daemon would; that a daemon loads it is for the test with a VM to show. */
function hostWith({ platform = "linux/amd64", free = 1e12, presence = "absent", held = [], answers = [ok] }: There) {
  const loaded: Buffer[] = [];
  const run = async (_host: unknown, script: string, { stream }: RemoteOptions) => {
    if (script !== "docker load --quiet") {
      if (script.includes("system df")) return { ...ok, exitCode: 1 };
      const lines = [platform, `${free} 1000000000000`, presence, ...held.map((ids) => JSON.stringify(ids))];
      return { ...ok, stdout: `${lines.join("\n")}\n` };
    }
    if (stream === undefined) throw new Error("docker load was given nothing");
    loaded.push(await buffer(stream));
    return answers[loaded.length - 1] ?? ok;
  };
  return { run, loaded };
}

function send(host: ReturnType<typeof hostWith>, path = archive) {
  const operation = operationNamed("api");
  const sending = { run: host.run, host: { config: "/c", alias: "web" }, image, archive: () => Promise.resolve(path) };
  return { operation, done: sendImage(operation, sending) };
}

/** File → content of what was loaded, unpacked by the system's tar. */
function unpacked(sent: Buffer | undefined): Record<string, string> {
  const folder = mkdtempSync(join(scratch, "loaded-"));
  const { status } = spawnSync("tar", ["-x", "-C", folder], { input: gunzipSync(sent ?? Buffer.alloc(0)) });
  expect(status).toBe(0);
  return Object.fromEntries(readdirSync(folder).map((name) => [name, readFileSync(join(folder, name), "utf8")]));
}

const files = diffIds.map((diffId) => `${diffId.slice("sha256:".length)}.tar`);

test("a host without a layer of it gets all, under the wanted name", async () => {
  const host = hostWith({});
  await send(host).done;
  const manifest = [{ Config: "config.json", RepoTags: [image], Layers: files }];
  expect(unpacked(host.loaded[0])).toEqual({
    "manifest.json": JSON.stringify(manifest),
    "config.json": config.toString(),
    ...Object.fromEntries(files.map((name, index) => [name, String(layers[index])])),
  });
});

test("layers that an image of the host has do not travel", async () => {
  const host = hostWith({ held: [["sha256:other"], diffIds.slice(0, 2)] });
  const { operation, done } = send(host);
  await done;
  expect(Object.keys(unpacked(host.loaded[0])).sort()).toEqual(["manifest.json", "config.json", files[2]].sort());
  expect(operation.said[0]).toBe(`web: sending ${image}, 1 of 3 layers: 0.0 of 0.0 MiB`);
});

test("an image that is there is neither read nor sent", async () => {
  const host = hostWith({ presence: "present" });
  await send(host, "/none").done;
  expect(host.loaded).toEqual([]);
});

test("when a layer that was there has gone, everything is sent once more", async () => {
  const gone = { exitCode: 1, stdout: "", stderr: "open /var/lib/docker/tmp/x.tar: no such file or directory" };
  const host = hostWith({ held: [diffIds.slice(0, 1)], answers: [gone, ok] });
  await send(host).done;
  expect(Object.keys(unpacked(host.loaded[1]))).toHaveLength(5);
});

test.each([
  [
    { platform: "linux/arm64" },
    "the image is for linux/amd64 and the host is linux/arm64: build it with --platform linux/arm64",
  ],
  [
    { free: 2 ** 30 },
    "the data disk of web has 1.0 GiB free of 931.3 GiB, and 1.0 GiB are needed, 1.0 GiB of them as a reserve; what runs there was not touched\nwhat is on it is not known: Docker did not answer\nmake room and run the command again: ",
  ],
  [
    { answers: [{ exitCode: 1, stdout: "", stderr: "write /x: no space left on device" }] },
    "the host's data disk is full: raise dataDiskGiB\nwrite /x: no space left on device",
  ],
  [
    { answers: [{ exitCode: 255, stdout: "", stderr: "Connection reset by peer" }] },
    "the connection was lost: Connection reset by peer. Run the command again",
  ],
  [{ answers: [{ exitCode: 1, stdout: "", stderr: "unexpected EOF" }] }, "docker load failed: unexpected EOF"],
])("a fault names image, host and what to do: %j", async (there, message) => {
  await expect(send(hostWith(there)).done).rejects.toThrow(`send ${image} to web: `);
  await expect(send(hostWith(there)).done).rejects.toThrow(message);
});

test("an archive that ends too early stops the sending", async () => {
  const short = join(scratch, "short.tar");
  const bytes = readFileSync(archive);
  writeFileSync(short, bytes);
  const host = hostWith({});
  const cut = {
    ...host,
    run: (...args: Parameters<typeof host.run>) => (writeFileSync(short, bytes.subarray(0, 512)), host.run(...args)),
  };
  writeFileSync(short, bytes.subarray(0, 512));
  await expect(send(cut, short).done).rejects.toThrow("read the image archive");
});
