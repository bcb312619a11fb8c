import { createHash } from "node:crypto";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { join } from "node:path";

import { createQcow2 } from "../../../../packages/provider/disk/qcow2";
import { downloadImage } from "../../../../packages/provider/stock-image/download-image";
import { builderScripts, stockImage } from "../../../../packages/provider/stock-image/stock-image";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const path = join(scratch, "debian.qcow2");
const operation = operationNamed("stock-image");

let server: Server;
let address = "";
beforeAll(async () => {
  process.env["XDG_CACHE_HOME"] = join(scratch, "cache");
  await createQcow2(path, 1, operation.signal);
  server = createServer((request, response) => {
    if (request.url === "/image") return void response.end(readFileSync(path));
    if (request.url === "/cut") return void response.write("QFI", () => response.destroy());
    response.writeHead(404).end();
  }).listen(0, "127.0.0.1");
  await new Promise((resolve) => server.once("listening", resolve));
  address = `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
});
afterAll(() => server.close());

test("a user's own file is used where it is, and is another image once it changed", async () => {
  const made = await stockImage.create(operation, { source: path });
  expect(made.outputs.rootDisk).toBe(path);
  const state = { ...made, inputs: { source: path } };
  expect(await stockImage.drift?.(state, { source: path }, () => undefined)).toEqual([]);
  utimesSync(path, new Date(0), new Date(0));
  expect(await stockImage.drift?.(state, { source: path }, () => undefined)).toEqual(["digest"]);
});

test("a file that is not there, or is a raw disk, is refused with what to do", async () => {
  const raw = join(scratch, "disk.raw");
  writeFileSync(raw, Buffer.alloc(1024));
  await expect(stockImage.create(operation, { source: "/no/such.qcow2" })).rejects.toThrow(
    "local:image: there is no image /no/such.qcow2",
  );
  await expect(stockImage.create(operation, { source: raw })).rejects.toThrow(
    `${raw} is not a qcow2 file: make it one with \`qemu-img convert -f raw -O qcow2`,
  );
});

test("an image that is built here is planned before it is there", async () => {
  const planned = await stockImage.planned?.("stock-image", { source: "stock" }, undefined);
  expect(planned?.digest).toMatch(/^[0-9a-f]{64}$/);
  expect(planned?.rootDisk).toBe(join(scratch, "cache/berth/stock-images", planned?.digest ?? "", "disk.qcow2"));
});

test("the digest of an image that is built here covers whatever its builder sources", () => {
  const root = join(__dirname, "../../../..");
  const sourcedBy = (file: string): string[] =>
    [...readFileSync(join(root, file), "utf8").matchAll(/^# shellcheck source=(.+)$/gm)].flatMap(([, sourced = ""]) => [
      sourced,
      ...sourcedBy(sourced),
    ]);
  const covered = builderScripts.map((path) => join("packages/provider/stock-image", path));
  expect(covered).toEqual([
    "packages/provider/stock-image/build.sh",
    ...sourcedBy("packages/provider/stock-image/build.sh"),
  ]);
});

test("a source that is none is a fault of that key", () => {
  expect(stockImage.faults?.({ source: "https://example.org/a.qcow2" }, undefined)[0]?.property).toBe("source");
});

describe("A download", () => {
  const target = join(scratch, "cache", "downloaded.qcow2");
  const source = (page: string, checksum = createHash("sha256").update(readFileSync(path)).digest("hex")) =>
    ({ kind: "url", url: `${address}${page}`, algorithm: "sha256", checksum }) as const;

  test.each([
    ["with another checksum than asked for", () => source("/image", "0".repeat(64)), /it has sha256 .* not 0000/],
    ["that ends early", () => source("/cut"), /download http.*\/cut: /],
    ["of a page that is not there", () => source("/gone"), "the server answers 404"],
    ["from a server that is not there", () => ({ ...source("/"), url: "http://127.0.0.1:1/a" }), "download http://127"],
  ])("%s leaves nothing behind", async (_what, given, message) => {
    await expect(downloadImage(operation, given(), target)).rejects.toThrow(message);
    expect(existsSync(join(scratch, "cache")) ? readdirSync(join(scratch, "cache")) : []).toEqual([]);
  });

  test("that is right is kept, and not made again", async () => {
    await downloadImage(operation, source("/image"), target);
    expect(readFileSync(target).equals(readFileSync(path))).toBe(true);
    await downloadImage(operation, { ...source("/gone") }, target);
  });
});
