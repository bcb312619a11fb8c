import { jumpCommand, jumpHostForm } from "../../../infra/config/jump-host";

test.each([
  ["bastion.example.org", "ssh -o BatchMode=yes -W 10.40.0.4:22 bastion.example.org"],
  ["jump@10.1.0.4:2222", "ssh -o BatchMode=yes -W 10.40.0.4:22 -p 2222 jump@10.1.0.4"],
  ["office", "ssh -o BatchMode=yes -W 10.40.0.4:22 office"],
])("%s", (jumpHost, command) => {
  expect(jumpHostForm.test(jumpHost)).toBe(true);
  expect(jumpCommand(jumpHost, "10.40.0.4")).toBe(command);
});

test.each(["-oProxyCommand=x", "a b", "host;id", "user@@host", "$(id)", "host:port", "a`id`", "host\n"])(
  "%j, which would be more than a host in a command, is refused",
  (jumpHost) => {
    expect(jumpHostForm.test(jumpHost)).toBe(false);
  },
);
