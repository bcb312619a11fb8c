import { chmodSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { awaitHostKey } from "../../../../packages/provider/console-host-key/console-host-key";
import { hostKeyOnConsole } from "../../../../packages/provider/console-host-key/host-key-on-console";
import { newOpensshKey } from "../../../../packages/provider/key-pair/openssh-key";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const keyOf = () => newOpensshKey("web").publicKey.split(" ").slice(0, 2).join(" ");
const printed = (key: string) =>
  `-----BEGIN SSH HOST KEY KEYS-----\necdsa-sha2-nistp256 AAAA root@web\n${key} root@web\n-----END SSH HOST KEY KEYS-----\n`;

/** Stands in for a cloud's client. */
function client(name: string, script: string): string {
  const path = join(scratch, name);
  writeFileSync(path, `#!/bin/sh\n${script}\n`);
  chmodSync(path, 0o755);
  return path;
}

test("the key that was printed last is the machine's", () => {
  const [old, now] = [keyOf(), keyOf()];
  expect(hostKeyOnConsole(`[ 1.0] boot\n${printed(old)}reboot\n${printed(now).replaceAll("\n", "\r\n")}`)).toBe(now);
});

test("a console without a whole key between the markers has none", () => {
  const key = keyOf();
  for (const text of [
    "",
    key,
    printed("ssh-rsa AAAA"),
    printed(key).replace(/-----END.*/, ""),
    printed(key.slice(0, -4)),
  ]) {
    expect(hostKeyOnConsole(text)).toBeUndefined();
  }
});

test("it reads the console again until the key is there", async () => {
  const key = keyOf();
  const file = join(scratch, "asked");
  const command = client(
    "late",
    `echo x >>${file}\n[ "$(wc -l <${file})" -ge 3 ] || exit 0\ncat <<'CONSOLE'\n${printed(key)}CONSOLE`,
  );
  const answer = awaitHostKey(
    operationNamed("key"),
    { machine: "i-0", command: [command] },
    { withinMs: 30_000, betweenMs: 10 },
  );
  expect(await answer).toEqual({ publicKey: key });
  expect(readFileSync(file, "utf8")).toBe("x\nx\nx\n");
});

test("it gives up with the client's last words and the command to try", async () => {
  const command = client("expired", "echo 'ExpiredToken: the security token is expired' >&2\nexit 254");
  const answer = awaitHostKey(
    operationNamed("key"),
    { machine: "i-0", command: [command, "--latest"] },
    { withinMs: 50, betweenMs: 20 },
  );
  await expect(answer).rejects.toThrow(
    /host key of i-0 from its console: ExpiredToken: the security token is expired after \d+ s\. .*expired --latest$/,
  );
});

test("a client that is not installed is named", async () => {
  const answer = awaitHostKey(
    operationNamed("key"),
    { machine: "i-0", command: ["berth-no-such-client"] },
    { withinMs: 50, betweenMs: 20 },
  );
  await expect(answer).rejects.toThrow("berth-no-such-client is not installed");
});
