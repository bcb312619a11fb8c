import { join } from "node:path";
import type { SshAccessInputs } from "@berth/resources/local-types";
import { newOpensshKey } from "../../../../packages/provider/key-pair/openssh-key";
import { awaitPort } from "../../../../packages/provider/ready/await-ready";
import { jumpBlock, jumpUrl } from "../../../../packages/provider/ssh-access/jump-block";
import { runRemote } from "../../../../packages/provider/ssh-access/remote-command";
import { sshAccess } from "../../../../packages/provider/ssh-access/ssh-access";
import { sshFiles } from "../../../../packages/provider/ssh-access/ssh-files";
import { tryCommand } from "../../../../packages/process/run-command";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";
import { type SshServer, SshServers } from "./support/ssh-servers";

const scratch = scratchFolder();
const servers = new SshServers(scratch);
const [toHost, toJumpHost] = [newOpensshKey("to-host"), newOpensshKey("to-jump-host")];
const operation = operationNamed("access");
const agentBefore = process.env.SSH_AUTH_SOCK;
let [host, jumpHost]: SshServer[] = [];

beforeAll(async () => {
  [host, jumpHost] = await Promise.all([
    servers.start("host", "127.91.1.2", toHost.publicKey),
    servers.start("jump", "127.91.1.3", toJumpHost.publicKey),
  ]);
  process.env.SSH_AUTH_SOCK = await servers.agent(toJumpHost.privateKey);
});
afterAll(() => {
  servers.end();
  if (agentBefore === undefined) delete process.env.SSH_AUTH_SOCK;
  else process.env.SSH_AUTH_SOCK = agentBefore;
});

function inputsWith(jumpKey: string | undefined, folder: string): SshAccessInputs {
  const { address = "", port = 0, hostKey = "" } = host ?? {};
  return {
    directory: join(scratch, folder),
    hosts: [{ name: "web", address, port, hostKey }],
    jumpHost: {
      host: jumpHost?.address ?? "",
      user: servers.user,
      port: jumpHost?.port ?? 0,
      hostKey: jumpKey ?? jumpHost?.hostKey ?? "",
    },
    loginUser: servers.user,
    loginKey: toHost.privateKey,
    adminUser: "admin",
    adminKey: toHost.privateKey,
  };
}

const options = { limitMs: 20_000, signal: AbortSignal.timeout(120_000) };

test("a real ssh reaches a real host through a real jump host, by alias and by address", async () => {
  const inputs = inputsWith(undefined, "right");
  const { id, outputs } = await sshAccess.create(operation, inputs);
  const config = outputs.configPath;
  await awaitPort(operation, { config, alias: "web" }, 20);
  expect(await runRemote({ config, alias: "web" }, "echo $SSH_CONNECTION", options)).toMatchObject({
    exitCode: 0,
    stderr: "",
    stdout: expect.stringMatching(new RegExp(` ${host?.address ?? ""} ${host?.port ?? 0}\n$`)) as string,
  });
  const dialled = ["-l", servers.user, "-p", String(host?.port), "--", host?.address ?? ""];
  const argv = ["ssh", "-F", config, "-o", "ControlPath=none", ...dialled, "echo here"];
  expect(await tryCommand(argv, options)).toMatchObject({ exitCode: 0, stdout: "here\n" });
  await sshAccess.delete(operation, { id, inputs, outputs });
  expect(await tryCommand(["ssh", "-O", "check", "-F", config, "web"], options)).toMatchObject({ exitCode: 255 });
});

test("a jump host with another key than the pinned one ends the wait at once with an error that names it", async () => {
  const { outputs } = await sshAccess.create(operation, inputsWith(newOpensshKey("other").publicKey, "wrong"));
  await expect(awaitPort(operation, { config: outputs.configPath, alias: "web" }, 20)).rejects.toThrow(
    "the jump host to web does not have the pinned key: another machine answers there, or its key was changed. Compare its /etc/ssh/ssh_host_ed25519_key.pub with the config key jumpHostKey",
  );
});

test("all of the files with a jump host", () => {
  const hosts = [
    { name: "web", address: "10.40.0.4", port: 22, hostKey: "ssh-ed25519 AAAAhost host" },
    { name: "far", address: "10.40.0.5", port: 22, hostKey: "ssh-ed25519 AAAAfar", proxyCommand: "aws tunnel" },
  ];
  const given = { host: "bastion.example.org", user: "jump", port: 2222, hostKey: "ssh-ed25519 AAAAjump root@bastion" };
  const users = { loginUser: "deploy", loginKey: "key", adminUser: "admin", adminKey: "key" };
  const files = sshFiles({ directory: "/private/ssh", hosts, jumpHost: given, ...users }, "/tmp/berth-0/abc");
  expect(files.known_hosts).toBe(
    [
      "berth-jump-host ssh-ed25519 AAAAjump",
      "web ssh-ed25519 AAAAhost",
      "10.40.0.4 ssh-ed25519 AAAAhost",
      "far ssh-ed25519 AAAAfar",
      "10.40.0.5 ssh-ed25519 AAAAfar",
      "",
    ].join("\n"),
  );
  expect(files.ssh_config).toMatchInlineSnapshot(`
    "Host bastion.example.org
      HostKeyAlias berth-jump-host
      StrictHostKeyChecking yes
      UserKnownHostsFile "/private/ssh/known_hosts"
      GlobalKnownHostsFile /dev/null
      KnownHostsCommand none
      VerifyHostKeyDNS no
      HostKeyAlgorithms ssh-ed25519
      UpdateHostKeys no
      Include ~/.ssh/config
      IdentitiesOnly no
      IdentityAgent SSH_AUTH_SOCK

    Host web
      HostName 10.40.0.4
      Port 22
      HostKeyAlias web
      ProxyJump ssh://jump@bastion.example.org:2222
      User deploy
      IdentityFile "/private/ssh/login_key"

    Host web-admin
      HostName 10.40.0.4
      Port 22
      HostKeyAlias web
      ProxyJump ssh://jump@bastion.example.org:2222
      User admin
      IdentityFile "/private/ssh/admin_key"

    Host far
      HostName 10.40.0.5
      Port 22
      HostKeyAlias far
      ProxyCommand aws tunnel
      User deploy
      IdentityFile "/private/ssh/login_key"

    Host far-admin
      HostName 10.40.0.5
      Port 22
      HostKeyAlias far
      ProxyCommand aws tunnel
      User admin
      IdentityFile "/private/ssh/admin_key"

    Host 10.40.0.4
      ProxyJump ssh://jump@bastion.example.org:2222
      IdentityFile "/private/ssh/login_key"

    Host 10.40.0.5
      ProxyCommand aws tunnel
      IdentityFile "/private/ssh/login_key"

    Host *
      IdentitiesOnly yes
      IdentityAgent none
      PreferredAuthentications publickey
      BatchMode yes
      StrictHostKeyChecking yes
      UserKnownHostsFile "/private/ssh/known_hosts"
      GlobalKnownHostsFile /dev/null
      UpdateHostKeys no
      HostKeyAlgorithms ssh-ed25519
      ForwardAgent no
      ConnectTimeout 10
      ServerAliveInterval 10
      ServerAliveCountMax 3
      LogLevel ERROR

    Match exec "sh -c 'mkdir -p -m 700 /tmp/berth-0 /tmp/berth-0/abc 2>/dev/null && [ ! -L /tmp/berth-0 ] && [ -O /tmp/berth-0 ] && [ ! -L /tmp/berth-0/abc ] && [ -O /tmp/berth-0/abc ]'"
      ControlMaster auto
      ControlPath "/tmp/berth-0/abc/%C"
      ControlPersist 60

    "
  `);
});

test.each([
  [{ host: "office", hostKey: "k" }, "ssh://office"],
  [{ host: "10.0.0.1", user: "jump", hostKey: "k" }, "ssh://jump@10.0.0.1"],
  [{ host: "10.0.0.1", port: 2222, hostKey: "k" }, "ssh://10.0.0.1:2222"],
])("%j is %s for ssh, in a block of its own name", (jump, url) => {
  expect(jumpUrl(jump)).toBe(url);
  expect(jumpBlock(jump, '"/k"').slice(0, 2)).toEqual([`Host ${jump.host}`, "  HostKeyAlias berth-jump-host"]);
});
