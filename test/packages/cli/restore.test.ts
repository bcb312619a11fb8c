import { hostWith, restoreWords } from "../../../packages/cli/restore";

const host = (name: string, ...services: string[]) => ({
  ...{ name, services, address: "192.0.2.1", sshPort: 22, user: "deploy", sshConfig: "/s/ssh_config", ssh: "ssh" },
});

test("a restore names its target and may name a backup", () => {
  expect(restoreWords("db", undefined)).toEqual(["restore", "db"]);
  expect(restoreWords("volume:files", "0123abcd")).toEqual(["restore", "volume:files", "0123abcd"]);
});

test.each([
  ["", undefined],
  ["db; id", undefined],
  ["other:db", undefined],
  ["db", "latest"],
  ["db", "$(id)"],
])("refuses target %j with snapshot %j", (target, snapshot) => {
  expect(() => restoreWords(target, snapshot)).toThrow(/is not the name|--snapshot must be/);
});

test("the host is the named one, the only one, or the only one that runs the service", () => {
  const hosts = [host("web", "api"), host("web-2", "db", "api")];
  expect(hostWith({ hosts: [host("web")] }, "files", undefined).name).toBe("web");
  expect(hostWith({ hosts }, "service:db", undefined).name).toBe("web-2");
  expect(hostWith({ hosts }, "files", "web").name).toBe("web");
  expect(() => hostWith({ hosts }, "api", undefined)).toThrow(
    "Name the host on which api is restored with --host: web, web-2.",
  );
  expect(() => hostWith({ hosts }, "files", undefined)).toThrow("--host");
});
