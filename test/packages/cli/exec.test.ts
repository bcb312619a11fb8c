import { spawnSync } from "node:child_process";
import { execArgv } from "../../../packages/cli/exec";

const host = { sshConfig: "/s/ssh_config", name: "berth-dev" };

test("a command without a terminal gets none, and no command is a shell", () => {
  const argv = execArgv(host, { service: "api", command: [], isTerminal: true });
  expect(argv.slice(0, -1)).toEqual(["ssh", "-t", "-F", "/s/ssh_config", "berth-dev"]);
  expect(argv.at(-1)).toMatch(/exec docker exec --interactive --tty "\$id" 'sh'$/);
  const other = execArgv(host, { service: "api", command: ["id"], isTerminal: false });
  expect(other.slice(0, -1)).toEqual(["ssh", "-F", "/s/ssh_config", "berth-dev"]);
  expect(other.at(-1)).toMatch(/exec docker exec --interactive "\$id" 'id'$/);
});

test("every word reaches the container as it was typed", () => {
  const command = ["printf", "%s\n", "it's", "$(id) `id`", "", "a b\n*", '"'];
  const remote = execArgv(host, { service: "api", command, isTerminal: false }).at(-1) ?? "";
  // A docker of this test: `ps` finds a container, `exec` prints its words.
  const script = `docker() { [ "$1" = ps ] && { echo 0123; return; }; shift 3; "$@"; }; ${remote.replace("exec docker", "docker")}`;
  const { stdout } = spawnSync("sh", ["-c", script], { encoding: "utf8" });
  expect(stdout).toBe(`${command.slice(2).join("\n")}\n`);
});

test("a service without a running container is an error with what to do", () => {
  const remote = execArgv(host, { service: "api", command: ["id"], isTerminal: false }).at(-1) ?? "";
  const { status, stderr } = spawnSync("sh", ["-c", `docker() { :; }; ${remote}`], { encoding: "utf8" });
  expect([status, stderr]).toEqual([1, "No container of service api runs on host berth-dev: npx berth status\n"]);
});
