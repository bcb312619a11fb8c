import { chmodSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { Daemon } from "../../../../packages/docker/daemon/daemon";
import { masterArguments, sessionArguments } from "../../../../packages/docker/daemon/ssh-arguments";
import { makeSessionFolder } from "../../../../packages/docker/daemon/session-folder";
import { SshConnection } from "../../../../packages/docker/daemon/ssh-connection";
import { runCommand } from "../../../../packages/process/run-command";
import { FakeDaemon } from "../fake-daemon";

const target = { host: "ssh://deploy@127.0.0.2:2222", sshOpts: ["-F", "/x/config"] };
const path = process.env.PATH ?? "";
let folder: string;
let fake: FakeDaemon;
let connection: SshConnection;

/** An `ssh` of our own: a master that makes the control socket's file and waits, a session that speaks to the fake daemon. */
function installSsh(master: string): void {
  const relay = `require("net").connect(${JSON.stringify(fake.socket)}).on("error",()=>process.exit(1)).on("connect",function(){process.stdin.pipe(this).pipe(process.stdout)})`;
  const script = [
    "#!/bin/sh",
    `echo "$*" >> ${folder}/calls`,
    'case "$*" in',
    `*dial-stdio) exec ${process.execPath} -e '${relay}';;`,
    "esac",
  ];
  writeFileSync(
    join(folder, "ssh"),
    [...script, 'control=$(echo "$*" | sed "s/.*ControlPath=//; s/ .*//")', master].join("\n"),
  );
  chmodSync(join(folder, "ssh"), 0o700);
  process.env.PATH = `${folder}:${path}`;
}

const daemon = () => {
  const address = {
    name: target.host,
    connect: () => connection.connect(),
    lastLines: () => connection.lastLines(),
    close: () => connection.close(),
  };
  return new Daemon(address);
};
const calls = () => readFileSync(join(folder, "calls"), "utf8").trim().split("\n");
const isMaster = (call: string) => call.endsWith(" cat");

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), "berth-ssh-test-"));
  fake = await FakeDaemon.start(() => ({ json: "fine" }));
  connection = new SshConnection(target, 3_000);
});
afterEach(async () => {
  connection.close();
  process.env.PATH = path;
  await fake.stop();
  rmSync(folder, { recursive: true });
});

test("puts what must hold before the program's options, and the address where it can't be an option", () => {
  expect(masterArguments(target, "/c").join(" ")).toBe(
    "-T -o BatchMode=yes -o ControlMaster=yes -o ControlPath=/c -o ControlPersist=no -o ClearAllForwardings=yes -F /x/config " +
      "-o ConnectTimeout=15 -o ServerAliveInterval=15 -o ServerAliveCountMax=4 -o LogLevel=ERROR -l deploy -p 2222 -- 127.0.0.2 cat",
  );
  expect(sessionArguments(target, "/c").slice(-6)).toEqual([
    "2222",
    "--",
    "127.0.0.2",
    "docker",
    "system",
    "dial-stdio",
  ]);
});

test("opens one connection for many requests at once", async () => {
  installSsh('touch "$control"; exec cat');
  const client = daemon();
  const requests = Array.from({ length: 5 }, () => client.call({ method: "GET", path: "/info", doing: "ask" }));
  await expect(Promise.all(requests)).resolves.toEqual(Array.from({ length: 5 }, () => "fine"));
  expect(calls().filter(isMaster)).toHaveLength(1);
  client.close();
});

test("opens it again when it has dropped", async () => {
  installSsh('touch "$control"; [ -e $0.once ] && exec cat; touch $0.once; sleep 0.2');
  const client = daemon();
  await client.call({ method: "GET", path: "/info", doing: "ask" });
  await new Promise((resolve) => setTimeout(resolve, 500));
  await expect(client.call({ method: "GET", path: "/info", doing: "ask" })).resolves.toBe("fine");
  client.close();
});

test.each([
  [
    "ssh's words at once when a second attempt is useless",
    'echo "deploy@x: Permission denied (publickey)." >&2; exit 255',
    "Permission denied (publickey).",
  ],
  [
    "ssh's words at the limit when the host does not answer",
    'echo "connect: Connection refused" >&2; exit 255',
    "Connection refused",
  ],
  ["a silent ssh at the limit", "exec cat", "ssh said nothing"],
])("reports %s", async (_, master, message) => {
  installSsh(master);
  await expect(connection.connect()).rejects.toThrow(message);
});

test("reports that ssh is not installed", async () => {
  process.env.PATH = folder;
  await expect(connection.connect()).rejects.toThrow("run ssh: spawn ssh ENOENT");
});

test("opens nothing after it was closed", async () => {
  connection.close();
  await expect(connection.connect()).rejects.toThrow("it was closed");
});

test("removes the folders of processes that are gone, and no others", () => {
  for (const name of ["berth-docker-999999999-abc", `berth-docker-${process.pid}-abc`, "berth-docker-x"])
    mkdirSync(join(folder, name));
  const made = makeSessionFolder(folder);
  expect(() => readFileSync(join(folder, "berth-docker-999999999-abc"))).toThrow("ENOENT");
  expect(() => readFileSync(join(folder, `berth-docker-${process.pid}-abc`))).toThrow("EISDIR");
  expect(() => readFileSync(join(folder, "berth-docker-x"))).toThrow("EISDIR");
  expect(made.startsWith(join(folder, `berth-docker-${process.pid}-`))).toBe(true);
});

test("keeps the connection out of this process's group, where Ctrl-C would end it with running steps", async () => {
  const group = join(folder, "group");
  installSsh(`ps -o pgid= -p $$ > ${group}; : > "$control"; exec cat`);
  (await connection.connect()).destroy();
  const own = (
    await runCommand(["ps", "-o", "pgid=", "-p", String(process.pid)], { limitMs: 10_000, sharesGroup: true })
  ).stdout;
  expect(readFileSync(group, "utf8").trim()).not.toBe(own.trim());
});
