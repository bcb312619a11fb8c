import { credentialPaths, incomingArgv, rebootArgv } from "../../../../packages/provider/snapshot/launch-argv";

const argv = [
  ...["qemu", "-m", "512", "-smbios", "type=11,path=/p/a,,b/host-key", "-smbios", "type=11,path=/p/user-data"],
  ...["-pidfile", "/p/pid"],
];

test("a machine whose memory is loaded has the same command line, and waits paused", () => {
  expect(incomingArgv(argv)).toEqual([...argv, "-incoming", "defer", "-S"]);
});

test("a boot after the first has no credential, and all else", () => {
  expect(rebootArgv(argv).join(" ")).toBe("qemu -m 512 -pidfile /p/pid");
});

test("the credential files are found with their commas", () => {
  expect(credentialPaths(argv)).toEqual(["/p/a,b/host-key", "/p/user-data"]);
});
