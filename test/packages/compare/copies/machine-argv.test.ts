import { copyArgv } from "../../../../packages/compare/copies/machine-argv";
import { addressOf, networkText } from "../../../../packages/compare/copies/network-text";
import { macOf } from "../../../../infra/platforms/local/mac-address";
import { machineFiles } from "../../../../packages/provider/machine/machine-files";
import { qemuArgv } from "../../../../packages/provider/machine/qemu-argv";
import { incomingArgv } from "../../../../packages/provider/snapshot/launch-argv";

const platform = { program: "qemu-system-x86_64", machine: "q35", hasSandbox: true } as Parameters<
  typeof qemuArgv
>[2]["platform"];
const settings = { acceleration: "tcg", version: "10.0.2", platform } as const;
const inputs = {
  directory: "/private/machines/api",
  image: { digest: "d", rootDisk: "/cache/root.qcow2", kernel: "/cache/vmlinuz", initrd: "/cache/initrd.img" },
  kernelArgs: "quiet",
  cpus: 1,
  memoryMiB: 512,
  userData: "",
  credentials: { "berth.host-key": "secret", "berth.private-network": "text" },
  dataDisk: "/private/disks/api.qcow2",
  address: "127.9.9.9",
  hostPorts: { "22": 22022 },
  network: { socket: "/tmp/berth-0/abc/switch", mac: "02:be:0a:28:00:05" },
};

test("a copy is the same machine with disks, files and an address of its own, and no port of this computer", () => {
  const own = qemuArgv(inputs, machineFiles(inputs.directory), { ...settings, name: "api-machine" });
  const files = machineFiles("/private/copies/1");
  const copied = {
    ...inputs,
    dataDisk: "/private/copies/1/data.qcow2",
    hostPorts: {},
    network: { ...inputs.network, mac: "02:be:0a:28:00:65" },
  };
  const expected = qemuArgv(copied, files, { ...settings, name: "copy" }).filter(
    (word, index, words) => word !== "-smbios" && words[index - 1] !== "-smbios",
  );
  const copy = {
    name: "copy",
    files,
    dataDisk: copied.dataDisk,
    mac: copied.network.mac,
    credential: "/private/copies/1/net",
  };
  // As /proc gives it, with an empty word at its end.
  expect(copyArgv([...own, ""], copy)).toEqual([...expected, "-smbios", "type=11,path=/private/copies/1/net"]);
  // Of a machine that was stopped and started.
  expect(copyArgv([...incomingArgv(own), ""], copy)).toEqual(copyArgv([...own, ""], copy));
});

test("a copy's place on the private network is one that no machine of the stack has", () => {
  const address = addressOf("10.40.0.5", 1);
  expect([address, macOf(address)]).toEqual(["10.40.0.101", "02:be:0a:28:00:65"]);
  const text = "[Match]\nMACAddress=02:be:0a:28:00:05\n\n[Network]\nAddress=10.40.0.5/20\nIPv6AcceptRA=no\n";
  expect(networkText(text, address)).toBe(
    "[Match]\nMACAddress=02:be:0a:28:00:65\n\n[Network]\nAddress=10.40.0.101/20\nIPv6AcceptRA=no\n",
  );
});
