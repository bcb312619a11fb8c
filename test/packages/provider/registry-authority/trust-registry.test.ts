import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import {
  digestOf,
  distrustRegistry,
  trustDiffers,
  trustRegistry,
} from "../../../../packages/provider/registry-authority/trust-registry";
import { operationNamed } from "../operation";

/** The host is a folder of this computer: its scripts run by sh, with sudo and restorecon that only note their calls. */
const folder = mkdtempSync(join(tmpdir(), "trust-registry-"));
const certs = join(folder, "etc/docker/certs.d/r.example:5000");
afterAll(() => {
  rmSync(folder, { recursive: true });
});
mkdirSync(join(folder, "bin"));
writeFileSync(join(folder, "bin/sudo"), '#!/bin/sh\nexec "$@"\n', { mode: 0o755 });
writeFileSync(join(folder, "bin/restorecon"), `#!/bin/sh\necho "$@" >>${folder}/labelled\n`, { mode: 0o755 });

function run(_host: object, script: string, { input }: { readonly input?: string }) {
  const env = { PATH: `${join(folder, "bin")}:${process.env.PATH ?? ""}` };
  const here = script.replaceAll("/etc/docker", join(folder, "etc/docker"));
  const { status, stdout, stderr } = spawnSync("sh", ["-c", here], { input, encoding: "utf8", env });
  return Promise.resolve({ exitCode: status ?? -1, stdout, stderr });
}

const place = { run, sshConfig: "/c", host: "web-admin", registry: "r.example:5000" };
const operation = operationNamed("trust");

test("writes the certificates where Docker looks for them, labelled, and notices when they differ", async () => {
  expect(await trustDiffers(place, digestOf("one\n"))).toBe(true);
  await trustRegistry(operation, place, "one\n");
  expect(readdirSync(certs)).toEqual(["ca.crt"]);
  expect(readFileSync(join(certs, "ca.crt"), "utf8")).toBe("one\n");
  expect(readFileSync(join(folder, "labelled"), "utf8")).toBe(`-R ${join(folder, "etc/docker")}\n`);
  expect(await trustDiffers(place, digestOf("one\n"))).toBe(false);
  await trustRegistry(operation, place, "two\n");
  expect(await trustDiffers(place, digestOf("one\n"))).toBe(true);
});

test("takes them away again, also where they are gone already, and leaves what others have put beside them", async () => {
  await trustRegistry(operation, place, "one\n");
  await distrustRegistry(operation, place);
  expect(existsSync(certs)).toBe(false);
  mkdirSync(certs, { recursive: true });
  writeFileSync(join(certs, "client.cert"), "x");
  await distrustRegistry(operation, place);
  expect(readdirSync(certs)).toEqual(["client.cert"]);
});

test("a failure names registry and host, and a host that does not answer is not drift", async () => {
  const failing = { ...place, run: () => Promise.resolve({ exitCode: 1, stdout: "", stderr: "read-only\n" }) };
  await expect(trustRegistry(operation, failing, "x")).rejects.toThrow(
    "trust registry r.example:5000 on web-admin: read-only",
  );
  const silent = { ...place, run: () => Promise.reject(new Error("no route to host")) };
  expect(await trustDiffers(silent, "d")).toBe(false);
});
