import fc from "fast-check";
import { type MachineIdentity, userData } from "../../../infra/guest/user-data";

const key = (comment: string) => `ssh-ed25519 AAAAC3NzaC1lZDI1NTE5AAAAI${"a".repeat(43)} ${comment}`;
const identity: MachineIdentity = {
  hostname: "berth-dev",
  loginUser: "deploy",
  loginKey: key("login"),
  adminUser: "admin",
  adminKey: key("admin"),
};

test("The user-data is one file and the script that applies it", () => {
  expect(userData(identity)).toBe(`#cloud-config
write_files:
  - path: /etc/berth/identity
    permissions: "0644"
    content: |
      HOSTNAME=berth-dev
      LOGIN_USER=deploy
      LOGIN_KEY=${key("login")}
      ADMIN_USER=admin
      ADMIN_KEY=${key("admin")}
runcmd:
  - [/usr/local/sbin/berth-setup]
`);
});

test.each<[string, Partial<MachineIdentity>]>([
  ["a host name with a line break", { hostname: "a\nADMIN_KEY=x" }],
  ["a host name that is an option", { hostname: "-f" }],
  ["root as login user", { loginUser: "root" }],
  ["a user that is an option", { adminUser: "-oProxyCommand=x" }],
  ["an empty user", { loginUser: "" }],
  ["a key with options before it", { loginKey: `command="sh" ${key("x")}` }],
  ["two keys in one", { loginKey: `${key("x")}\n${key("y")}` }],
  ["a private key", { adminKey: "-----BEGIN OPENSSH PRIVATE KEY-----" }],
])("%s is refused", (_case, wrong) => {
  expect(() => userData({ ...identity, ...wrong })).toThrow(/^user-data: /);
});

test("Whatever a value holds, the text keeps its lines", () => {
  const lines = userData(identity).split("\n").length;
  const fields = ["hostname", "loginUser", "loginKey", "adminUser", "adminKey"] as const;
  fc.assert(
    fc.property(fc.constantFrom(...fields), fc.string({ unit: "binary" }), (field, value) => {
      const text = textOrRefusal({ ...identity, [field]: value });
      expect(text === undefined || text.split("\n").length === lines).toBe(true);
    }),
  );
});

function textOrRefusal(value: MachineIdentity): string | undefined {
  try {
    return userData(value);
  } catch (error) {
    expect(String(error)).toMatch(/user-data: /);
    return undefined;
  }
}
