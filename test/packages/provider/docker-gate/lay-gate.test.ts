import { gateInput, gateQuestion, layGate } from "../../../../packages/provider/docker-gate/lay-gate";
import { readGate } from "../../../../packages/provider/docker-gate/read-gate";
import type { RemoteHost, RemoteOptions } from "../../../../packages/provider/ssh-access/remote-command";

const host = { config: "/x/ssh_config", alias: "berth-dev" };

async function lay(answer: { exitCode: number; stderr?: string }) {
  const warnings: string[] = [];
  const sent: { host: RemoteHost; script: string; input: string | undefined }[] = [];
  const run = (to: RemoteHost, script: string, { input }: RemoteOptions) => {
    sent.push({ host: to, script, input });
    return Promise.resolve({ stdout: "", stderr: "", ...answer });
  };
  const operation = {
    ...{ urn: "", name: "", signal: new AbortController().signal, progress: () => undefined },
    warn: (text: string) => void warnings.push(text),
  };
  await layGate(operation, host, run);
  return { warnings, sent };
}

test("the administrator gets the whole program and its digest", async () => {
  const { warnings, sent } = await lay({ exitCode: 0 });
  expect(warnings).toEqual([]);
  expect(sent.map(({ host: to }) => to)).toEqual([{ ...host, alias: "berth-dev-admin" }]);
  expect(sent[0]?.script).toMatch(/^sudo sh -euc '[^']+'$/);
  const files = Object.fromEntries(
    (sent[0]?.input ?? "")
      .trim()
      .split("\n")
      .map((line) => line.split(" "))
      .map(([name = "", text = ""]) => [name, Buffer.from(text, "base64").toString()]),
  );
  const { files: own, digest } = readGate();
  expect(files).toEqual({ ...own, digest });
  expect(own["berth-gate"]).toMatch(/^#!\/usr\/bin\/python3 -IBS\n/);
});

test("two programs have different digests, and the login user compares them", () => {
  const { digest } = readGate();
  expect(digest).toMatch(/^[0-9a-f]{64}$/);
  expect(gateQuestion(digest)).toBe(`[ "$(cat /usr/local/lib/berth-gate/digest 2>/dev/null)" = ${digest} ]`);
  expect(gateInput({ files: { a: "x\n" }, digest: "d" })).toBe("a eAo=\ndigest ZA==\n");
});

test("an image without the gate's unit is warned of: there the login user still is root", async () => {
  expect((await lay({ exitCode: 4 })).warnings).toEqual([
    expect.stringMatching(/^berth-dev is of an image without the gate to Docker: .*raise the config key generation$/),
  ]);
});

test("what could not be put there is an error with the host's words", async () => {
  await expect(lay({ exitCode: 1, stderr: "mkdir: no space left\n" })).rejects.toThrow(
    "put the gate to Docker on berth-dev: mkdir: no space left",
  );
});
