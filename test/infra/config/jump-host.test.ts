import { jumpHostForm, jumpHostOf, jumpKeyForm } from "../../../infra/config/jump-host";

const jumpHostKey = `ssh-ed25519 ${"A".repeat(68)} root@bastion`;

test.each([
  ["bastion.example.org", { host: "bastion.example.org" }],
  ["jump@10.1.0.4:2222", { host: "10.1.0.4", user: "jump", port: 2222 }],
  ["office", { host: "office" }],
])("%s", (jumpHost, parts) => {
  expect(jumpHostForm.test(jumpHost)).toBe(true);
  expect(jumpHostOf({ jumpHost, jumpHostKey })).toEqual({ ...parts, hostKey: jumpHostKey });
});

test("without a jump host there is none", () => {
  expect(jumpHostOf({ jumpHost: "", jumpHostKey: "" })).toBeUndefined();
});

test.each(["ssh-rsa AAAA", "ssh-ed25519 AAAA", `${jumpHostKey}\nProxyCommand x`, `${jumpHostKey};id`])(
  "%j is not taken for a key",
  (key) => {
    expect(jumpKeyForm.test(key)).toBe(false);
    expect(jumpKeyForm.test(jumpHostKey)).toBe(true);
  },
);

test.each(["-oProxyCommand=x", "a b", "host;id", "user@@host", "$(id)", "host:port", "a`id`", "host\n"])(
  "%j, which would be more than a host in a command, is refused",
  (jumpHost) => {
    expect(jumpHostForm.test(jumpHost)).toBe(false);
  },
);
