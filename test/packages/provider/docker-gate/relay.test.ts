import { type ChildProcess, spawn } from "node:child_process";
import { existsSync, mkdtempSync, rmSync, statSync } from "node:fs";
import { createServer, type IncomingMessage, type Server } from "node:http";
import { connect } from "node:net";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { setTimeout as sleep } from "node:timers/promises";
import { gateFolder } from "../../../support/ask-gate";

const folder = mkdtempSync(join(tmpdir(), "gate-"));
const [gatePath, daemonPath] = [join(folder, "gate.sock"), join(folder, "daemon.sock")];
let gate: ChildProcess;
let daemon: Server;
let seen: { line: string; headers: IncomingMessage["headers"]; body: string }[] = [];

beforeAll(async () => {
  gate = spawn("python3", ["-IBS", join(gateFolder, "berth-gate"), gatePath, daemonPath], {
    stdio: ["ignore", "ignore", "inherit"],
  });
  const end = Date.now() + 20_000;
  while (!existsSync(gatePath)) {
    if (gate.exitCode !== null || Date.now() > end) throw new Error(`berth-gate does not listen at ${gatePath}`);
    await sleep(20);
  }
  await startDaemon();
});
afterAll(() => {
  gate.kill();
  daemon.close();
  rmSync(folder, { recursive: true });
});
beforeEach(() => (seen = []));

/** Answers every request with "ok", and echoes what comes over a connection that it gives away. */
async function startDaemon(): Promise<void> {
  daemon = createServer((request, response) => {
    const chunks: Buffer[] = [];
    request.on("data", (chunk: Buffer) => chunks.push(chunk));
    request.on("end", () => {
      const body = Buffer.concat(chunks).toString("latin1");
      seen.push({ line: `${request.method ?? ""} ${request.url ?? ""}`, headers: request.headers, body });
      response.end("ok");
    });
  }).on("upgrade", (_request, socket) => {
    socket.write("HTTP/1.1 101 UPGRADED\r\nConnection: Upgrade\r\nUpgrade: tcp\r\n\r\n");
    socket.on("data", (data: Buffer) => socket.write(`echo ${data.toString()}`));
    socket.on("end", () => socket.end(" bye"));
  });
  daemon.keepAliveTimeout = 0;
  await new Promise<void>((done) => void daemon.listen(daemonPath, done));
}

/** All that comes back for these bytes, until the end of the connection; the client's own end comes with them. */
function send(...parts: string[]): Promise<string> {
  return new Promise((done, fail) => {
    let answer = "";
    const socket = connect({ path: gatePath, allowHalfOpen: true });
    socket.setTimeout(10_000, () => socket.destroy(new Error(`no end of the answer: ${answer}`)));
    socket.on("data", (data) => (answer += data.toString("latin1")));
    socket.once("error", fail).once("close", () => done(answer));
    for (const part of parts) socket.write(part, "latin1");
    socket.end();
  });
}

function request(line: string, body = "", headers: readonly string[] = []): string {
  const length = headers.some((header) => /^(Content-Length|Transfer)/.test(header))
    ? []
    : [`Content-Length: ${body.length}`];
  return [`${line} HTTP/1.1`, "Host: docker", ...headers, ...length, "", body].join("\r\n");
}

test("its socket is for its group alone", () => {
  expect((statSync(gatePath).mode & 0o777).toString(8)).toBe("660");
});

test("sends the daemon what it understood of a request, not the request", async () => {
  const body = '{"Image": "a", "OnBuild": null, "HostConfig": {"Memory": 1, "Privileged": false}}';
  const headers = ["Content-Type: text/x", "X-Other: 1", "X-Registry-Auth: abc", "Connection: X-Registry-Auth"];
  expect(await send(request("POST /v1.45/containers/create?name=web", body, headers))).toMatch(/^HTTP\/1\.1 200 /);
  expect(seen).toHaveLength(1);
  expect(seen[0]?.line).toBe("POST /v1.45/containers/create?name=web");
  expect(JSON.parse(seen[0]?.body ?? "")).toEqual({ Image: "a", HostConfig: { Memory: 1 } });
  expect(seen[0]?.headers).toEqual({
    host: "docker",
    "x-registry-auth": "abc",
    "content-type": "application/json",
    "content-length": String(seen[0]?.body.length),
  });
});

test("answers a refused request with its rule, and does not let what comes after it slip through", async () => {
  const hidden = request("POST /v1.45/containers/create", '{"HostConfig":{"Privileged":true}}');
  const answer = await send(request("POST /plugins/pull", hidden), request("GET /_ping"));
  expect(answer).toMatch(/^HTTP\/1\.1 403 /);
  expect(answer).toContain("berth-gate refuses POST /plugins/pull: ");
  expect(answer.match(/HTTP\/1\.1/g)).toHaveLength(1);
  expect(seen).toEqual([]);
});

test("a body in a form is not one, whatever its headers are", async () => {
  const types = ["Content-Type: application/x-www-form-urlencoded", "Content-Type: application/x-tar"];
  await send(request("POST /v1.45/build?version=2&t=a", "networkmode=host&remote=x", types));
  expect(seen[0]?.headers["content-type"]).toBe("application/x-tar");
});

test("passes a long stream in chunks on as it is", async () => {
  const piece = "x".repeat(100_000);
  const chunk = `${piece.length.toString(16)}\r\n${piece}\r\n`;
  const head = request("POST /v1.45/images/load?quiet=1", "", ["Transfer-Encoding: chunked"]);
  expect(await send(head, chunk, chunk, chunk, "0\r\n\r\n", request("GET /_ping"))).toMatch(/200[^]*200/);
  expect(seen.map(({ line, body }) => [line, body.length])).toEqual([
    ["POST /v1.45/images/load?quiet=1", 300_000],
    ["GET /_ping", 0],
  ]);
});

test.each([
  ["two lengths", ["Content-Length: 2", "Content-Length: 40"]],
  ["a length and chunks", ["Content-Length: 2", "Transfer-Encoding: chunked"]],
  ["chunks in another coding", ["Transfer-Encoding: gzip, chunked"]],
  ["a length that is not a number", ["Content-Length: +2"]],
  ["a header in two lines", ["X-A: 1\r\n b", "Content-Length: 2"]],
  ["a header without a name", [": x", "Content-Length: 2"]],
  ["a line break of another kind", ["X-A: 1\nContent-Length: 40", "Content-Length: 2"]],
])("does not read a request with %s", async (_case, headers) => {
  expect(await send(request("POST /v1.45/containers/web/stop", "{}", headers))).toMatch(/^HTTP\/1\.1 400 /);
  expect(seen).toEqual([]);
});

test("does not read JSON beyond its limit", async () => {
  const body = JSON.stringify({ Image: "a", Env: ["x".repeat(1 << 20)] });
  expect(await send(request("POST /v1.45/containers/create", body))).toMatch(/^HTTP\/1\.1 400 [^]*more than 1048576/);
  expect(seen).toEqual([]);
});

test("a connection that the daemon gives away goes through both ways, until the client has no more to send", async () => {
  const head = request("POST /v1.45/exec/0a1b/start", "{}", ["Connection: Upgrade", "Upgrade: tcp"]);
  expect(await send(head, "hello")).toMatch(/^HTTP\/1\.1 101 [^]*\r\n\r\necho hello bye$/);
});

test("without the daemon it reports that, and works again once the daemon is there", async () => {
  const ended = new Promise((done) => daemon.close(done));
  daemon.closeAllConnections();
  await ended;
  expect(await send(request("GET /_ping"))).toMatch(/^HTTP\/1\.1 503 [^]*the Docker daemon does not answer at/);
  await startDaemon();
  expect(await send(request("GET /_ping"))).toMatch(/^HTTP\/1\.1 200 /);
});
