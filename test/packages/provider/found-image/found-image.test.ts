import { chmodSync, existsSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { foundImage } from "../../../../packages/provider/found-image/found-image";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
// No real image and no real account: ids and name say so.
const [image, owner, region] = ["debian-0", "000000000001", "eu-central-1"];
const found = { ImageId: "ami-00000000000000001", Name: image, OwnerId: owner };
const inputs = { image, owner, region, command: ["berth-no-such-client"] };

/** Stands in for a cloud's client. */
function client(name: string, script: string): readonly string[] {
  const path = join(scratch, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return [path, "describe-images"];
}

function find(command: readonly string[], wanted = image) {
  return foundImage.create(operationNamed("ami"), { ...inputs, image: wanted, command });
}

function answering(name: string, ...Images: readonly object[]) {
  return find(client(name, `echo '${JSON.stringify({ Images })}'`));
}

test("the image of that name and owner is found among all that are printed", async () => {
  const others = [
    { ...found, ImageId: "ami-00000000000000002", OwnerId: "000000000002" },
    { ...found, ImageId: "ami-00000000000000003", Name: "debian-01" },
  ];
  expect(await answering("one", ...others, found)).toEqual({ id: "ami", outputs: { imageId: found.ImageId } });
});

test("an image that does not exist, or exists twice, is an error with what to do", async () => {
  const way = "Pin the newest with `npm run bump-images -- --stack STACK`, or set the config key image to an id";
  const wanted = "find image debian-0 of owner 000000000001 in eu-central-1";
  await expect(answering("none")).rejects.toThrow(`${wanted}: it is not there. ${way}`);
  const twin = { ...found, ImageId: "ami-00000000000000002" };
  await expect(answering("two", found, twin)).rejects.toThrow(
    `${wanted}: there are several, ami-00000000000000001, ami-00000000000000002. ${way}`,
  );
});

test("a client that is missing, fails or prints something else is an error with its own message and the fix", async () => {
  const doctor = "Is the cloud's client installed and logged in? `npm run doctor -- --stack STACK` checks it";
  await expect(find(inputs.command)).rejects.toThrow(`: berth-no-such-client is not installed. ${doctor}`);
  const expired = client("expired", "echo 'ExpiredToken: the security token is expired' >&2\nexit 254");
  await expect(find(expired)).rejects.toThrow(
    `: ExpiredToken: the security token is expired. ${doctor}. Ask yourself with: ${expired.join(" ")}`,
  );
  const [silent, proxy] = [client("silent", "exit 3"), client("proxy", "echo '<html>'")];
  await expect(find(silent)).rejects.toThrow(`: exit code 3. ${doctor}`);
  await expect(find(proxy)).rejects.toThrow(`proxy printed no list of images. Ask yourself with: ${proxy.join(" ")}`);
});

test("an ID is known before anything is made, without a request", async () => {
  const asked = join(scratch, "asked");
  const command = client("asking", `touch ${asked}`);
  expect(await find(command, found.ImageId)).toEqual({ id: "ami", outputs: { imageId: found.ImageId } });
  expect(await foundImage.planned?.("ami", { ...inputs, image: found.ImageId }, undefined)).toEqual({
    imageId: found.ImageId,
  });
  expect(await foundImage.planned?.("ami", { ...inputs, command }, undefined)).toEqual({});
  expect(existsSync(asked)).toBe(false);
});

test("what was found is kept, whatever the cloud lists later; another name or region is looked up", async () => {
  const old = { id: "ami", inputs, outputs: { imageId: found.ImageId } };
  const news = { ...inputs, command: client("withdrawn", "echo '{\"Images\":[]}'") };
  const operation = operationNamed("ami");
  expect(await foundImage.update?.(operation, news, old)).toEqual(old.outputs);
  expect(await foundImage.planned?.("ami", news, old)).toEqual(old.outputs);
  for (const other of [{ image: "debian-1" }, { region: "eu-west-1" }]) {
    expect(await foundImage.planned?.("ami", { ...news, ...other }, old)).toEqual({});
    await expect(foundImage.update?.(operation, { ...news, ...other }, old)).rejects.toThrow("it is not there");
  }
});
