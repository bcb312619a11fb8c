import { execFileSync } from "node:child_process";
import { mkdirSync, rmSync, statSync, symlinkSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { newOpensshKey } from "../../../../packages/provider/key-pair/openssh-key";
import { sshFiles } from "../../../../packages/provider/ssh-access/ssh-files";
import { scratchFolder } from "../scratch-folder";

const scratch = scratchFolder();
const hostKey = newOpensshKey("web").publicKey;
const blob = hostKey.split(" ").slice(0, 2).join(" ");
const inputs = {
  directory: join(scratch, "with space, 100%"),
  hosts: [
    { name: "web", address: "127.80.1.2", port: 20022, hostKey },
    { name: "far", address: "203.0.113.7", port: 22, hostKey },
  ],
  loginUser: "deploy",
  loginKey: "login key",
  adminUser: "admin",
  adminKey: "admin key\n",
};
const controlFolder = join(scratch, "berth-0/abc");
const files = sshFiles(inputs, controlFolder);

/** What ssh itself makes of the file, as option → value. */
function understood(destination: string): Record<string, string> {
  mkdirSync(inputs.directory, { recursive: true });
  const path = join(inputs.directory, "ssh_config");
  writeFileSync(path, files.ssh_config);
  const text = execFileSync("ssh", ["-G", "-F", path, destination], { encoding: "utf8" });
  return Object.fromEntries(
    text
      .trim()
      .split("\n")
      .map((line) => [line.split(" ")[0] ?? "", line.split(" ").slice(1).join(" ")]),
  );
}

test.each([
  ["web", "deploy", "login_key"],
  ["web-admin", "admin", "admin_key"],
])("ssh understands the alias %s as %s with the %s", (alias, user, key) => {
  expect(understood(alias)).toMatchObject({
    hostname: "127.80.1.2",
    port: "20022",
    user,
    hostkeyalias: "web",
    identityfile: join(inputs.directory.replaceAll("%", "%%"), key),
    userknownhostsfile: join(inputs.directory, "known_hosts"),
    identitiesonly: "yes",
    stricthostkeychecking: "true",
    batchmode: "yes",
    passwordauthentication: "yes",
    preferredauthentications: "publickey",
    controlmaster: "auto",
    controlpersist: "60",
    updatehostkeys: "false",
  });
});

test("ssh takes the login key for ssh://deploy@address:port, as the docker provider dials", () => {
  expect(understood("ssh://deploy@127.80.1.2:20022")).toMatchObject({
    user: "deploy",
    port: "20022",
    identityfile: join(inputs.directory.replaceAll("%", "%%"), "login_key"),
    stricthostkeychecking: "true",
  });
});

test("the socket's path fits, whatever the folder is", () => {
  const path = understood("web")["controlpath"] ?? "";
  expect(path.slice(controlFolder.length)).toMatch(/^\/[0-9a-f]{40}$/);
  // ssh adds a dot and 16 characters while it makes the socket.
  expect(path.length - controlFolder.length + "/tmp/berth-65534/0123456789ab".length + 17).toBeLessThan(104);
});

test("a folder of sockets that was removed is made again, private, by ssh itself", () => {
  rmSync(join(scratch, "berth-0"), { recursive: true, force: true });
  expect(understood("web")).toMatchObject({ controlmaster: "auto" });
  expect([join(scratch, "berth-0"), controlFolder].map((path) => statSync(path).mode & 0o777)).toEqual([0o700, 0o700]);
});

test("without a folder of this user's own, ssh connects without sharing the connection", () => {
  rmSync(join(scratch, "berth-0"), { recursive: true, force: true });
  mkdirSync(join(scratch, "elsewhere"), { recursive: true });
  symlinkSync(join(scratch, "elsewhere"), join(scratch, "berth-0"));
  const { controlmaster, controlpath = "none" } = understood("web");
  expect([controlmaster, controlpath]).toEqual(["false", "none"]);
  rmSync(join(scratch, "berth-0"));
});

test("pins the key under the alias and under the address that is dialled", () => {
  expect(files.known_hosts).toBe(
    [`web ${blob}`, `[127.80.1.2]:20022 ${blob}`, `far ${blob}`, `203.0.113.7 ${blob}`, ""].join("\n"),
  );
});

test("ends keys with a newline, without which ssh refuses them", () => {
  expect([files.login_key, files.admin_key]).toEqual(["login key\n", "admin key\n"]);
});

test("a host behind a tunnel is reached through it, by alias and by address; the others are dialled", () => {
  const proxyCommand = "aws ec2-instance-connect open-tunnel --region eu-central-1 --instance-id i-0";
  const hosts = inputs.hosts.map((host) => (host.name === "far" ? { ...host, proxyCommand } : host));
  const { ssh_config: config } = sshFiles({ ...inputs, hosts }, "/tmp/berth-0/abc");
  const path = join(scratch, "tunnelled");
  writeFileSync(path, config);
  const proxyOf = (destination: string) => {
    const said = execFileSync("ssh", ["-G", "-F", path, destination], { encoding: "utf8" });
    return /^proxycommand (.*)$/m.exec(said)?.[1];
  };
  expect(["far", "far-admin", "203.0.113.7", "web", "127.80.1.2"].map(proxyOf)).toEqual([
    proxyCommand,
    proxyCommand,
    proxyCommand,
    undefined,
    undefined,
  ]);
});
