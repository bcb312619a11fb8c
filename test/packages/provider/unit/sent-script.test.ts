import { execFileSync } from "node:child_process";
import { chmodSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { writeTo } from "../../../../packages/provider/unit/laid-files";
import { inputOf, packed, remoteText } from "../../../../packages/provider/unit/sent-script";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const tools = join(scratch, "tools");

/** What a host runs, here: as nobody else, without a lock, below the scratch folder, with a script that tells what it found. */
function run(input: string): string {
  const text = remoteText("web", "remove-unit.sh").replaceAll("/run/berth", join(scratch, "run"));
  return execFileSync("sh", ["-c", text], {
    input,
    encoding: "utf8",
    env: { PATH: `${tools}:${process.env["PATH"] ?? ""}` },
  });
}

beforeAll(() => {
  mkdirSync(tools);
  writeFileSync(join(tools, "sudo"), '#!/bin/sh\nexec "$@"\n');
  // Its options end at the name of the lock's file.
  writeFileSync(join(tools, "flock"), '#!/bin/sh\nwhile [ "${1##*.}" != lock ]; do shift; done\nshift\nexec "$@"\n');
  for (const tool of ["sudo", "flock"]) chmodSync(join(tools, tool), 0o755);
});

test("secrets come beside the payload and in no file here, whatever is in them", async () => {
  const secrets = { db_password: "hunter2", odd: ' two\nlines\' and "quotes" $HOME\n', empty: "" };
  const payload = await packed("remove-unit.sh", (folder) =>
    writeTo(
      join(folder, "remove-unit.sh"),
      'cd "$1/secrets" && for name in *; do base64 -w0 "$name"; echo " $name"; done\n',
    ),
  );
  expect(Buffer.from(payload, "base64").includes("hunter2")).toBe(false);
  const found = run(inputOf({ secrets, payload }))
    .trim()
    .split("\n")
    .map((line) => line.split(" "))
    .map(([text = "", name = ""]) => [name, Buffer.from(text, "base64").toString("utf8")]);
  expect(Object.fromEntries(found)).toEqual(secrets);
});

test("without a secret the payload is unpacked all the same, and nothing stays", async () => {
  const payload = await packed("remove-unit.sh", (folder) =>
    writeTo(join(folder, "remove-unit.sh"), 'ls "$1/secrets" | wc -l; cat "$1/plan"\n').then(() =>
      writeTo(join(folder, "plan"), "SERVICE=web\n"),
    ),
  );
  expect(run(inputOf({ secrets: {}, payload }))).toBe("0\nSERVICE=web\n");
  expect(() => readFileSync(join(scratch, "run", "web", "content", "plan"))).toThrow("ENOENT");
});
