import { ComposeError } from "../../../infra/compose/fault";
import { parseCompose } from "../../../infra/compose/parse-compose";
import { source } from "./compose-text";
import { faultsOf, read, SMALL, withLines } from "./compose-text";

test("what is left out for a service without Docker has a default", () => {
  const [web] = read(withLines("x-berth: { systemd: { command: [/usr/bin/web, --port, '80'] } }")).services;
  expect(web?.systemd).toEqual({
    packages: [],
    settings: {},
    account: "berth-web",
    files: {},
    environment: {},
    command: ["/usr/bin/web", "--port", "80"],
    jit: false,
  });
});

test("a bundle leaves out only what is listed", () => {
  const systemd = "{ command: [/usr/bin/node, /app/m.js], bundle: { entry: src/m.ts, to: /app/m.js } }";
  const [web] = read(withLines(`x-berth: { systemd: ${systemd} }`)).services;
  expect(web?.systemd?.bundle).toEqual({ entry: "src/m.ts", to: "/app/m.js", external: [] });
});

test.each<[string, string, string]>([
  ["no command", "{}", "command: must be given"],
  [
    "a command without a path",
    "{ command: [node] }",
    'command[0]: must be the absolute path of a program (got "node")',
  ],
  ["an unknown key", "{ command: [/x], pakages: [a] }", "pakages: is not a key known here, did you mean packages?"],
  [
    "a package that is an option",
    "{ command: [/x], packages: [-y] }",
    "packages[0]: must be the name of a Debian package",
  ],
  ["root as the account", "{ command: [/x], account: root }", "account: must be the name of a user"],
  ["a file over the system's", "{ command: [/x], files: { /etc/passwd: p } }", "must be in a folder that is free"],
  ["a file that climbs", "{ command: [/x], files: { /app/a: ../a } }", "must be a file or folder of the build context"],
  ["a path that climbs", "{ command: [/x], files: { /app/../etc/a: a } }", "name must be an absolute path"],
  ["a bundle without its program", "{ command: [/x], bundle: { to: /app/m.js } }", "bundle.entry: must be given"],
  ["jit in words", "{ command: [/x], jit: 'yes' }", 'jit: must be true or false (got "yes")'],
  ["the user's number", "{ command: [/x], user: '1:1' }", "user: is not supported: its number is the service's `user`"],
])("%s is refused, whatever the stack runs on", (_case, systemd, expected) => {
  const faults = faultsOf(withLines(`x-berth: { systemd: ${systemd} }`));
  expect(faults.join("\n")).toContain(expected);
  expect(faults.join("\n")).toContain("services.web.x-berth.systemd");
});

test("a stack without Docker wants to know of every service how it runs there", () => {
  const parse = () => parseCompose(source(SMALL, { memoryMiB: 512, hosts: "own" }));
  expect(parse).toThrow(ComposeError);
  expect(parse).toThrow("services.web.x-berth.systemd: must be given: the stack's runtime is vms");
});

test("without Docker a service can't be root: the machine's own firewall could not distinguish them", () => {
  const text = withLines("x-berth: { systemd: { command: [/usr/bin/web] } }").replace(/user: .*/, 'user: "0:0"');
  const parse = () => parseCompose(source(text, { memoryMiB: 512, hosts: "own" }));
  expect(parse).toThrow("services.web.user: must not be 0 with runtime vms");
});
