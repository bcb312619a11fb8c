import { guestPlatform } from "../../../../packages/provider/machine/guest-platform";
import { machineFiles } from "../../../../packages/provider/machine/machine-files";
import { machineDigest, type MachineInputs } from "../../../../packages/provider/machine/machine-inputs";
import { accelerationArgv, credentialFile, qemuArgv } from "../../../../packages/provider/machine/qemu-argv";
import { runtimeFolderOf } from "../../../../packages/provider/runtime-folder";

const inputs: MachineInputs = {
  directory: "/p/a,b",
  image: { digest: "0".repeat(64), rootDisk: "/c/root.qcow2", kernel: "/c/vmlinuz", initrd: "/c/initrd.img" },
  kernelArgs: "ro",
  cpus: 2,
  memoryMiB: 2048,
  userData: "#cloud-config",
  credentials: { "berth.host-key": "secret" },
  dataDisk: "/d/data.qcow2",
  address: "127.80.1.2",
  hostPorts: { "22": 20022, "80": 8080 },
};

const linux = guestPlatform({ architecture: "x64", system: "linux", hasFile: () => false });

test("a machine with peers has a second interface, whose switch may come and go", () => {
  const settings = { name: "web", acceleration: "tcg", version: "10.0.2", platform: linux } as const;
  const network = { socket: "/r/a,b/switch", mac: "02:be:0a:28:00:04" };
  const argv = qemuArgv({ ...inputs, network }, machineFiles(inputs.directory), settings).join(" ");
  expect(argv).toContain(
    "-netdev stream,id=net1,server=off,addr.type=unix,addr.path=/r/a,,b/switch,reconnect-ms=500 -device virtio-net-pci,netdev=net1,romfile=,mac=02:be:0a:28:00:04",
  );
});

test("is the whole command line", () => {
  const argv = qemuArgv(inputs, machineFiles(inputs.directory), {
    name: "web",
    acceleration: "tcg",
    version: "10.0.2",
    platform: linux,
  });
  expect(argv.join(" ")).toBe(
    [
      "qemu-system-x86_64 -name guest=web -nodefaults -no-user-config -display none -machine q35",
      "-accel tcg,thread=multi -cpu max,-erms,-fsrm -smp 2 -m 2048",
      "-kernel /c/vmlinuz -initrd /c/initrd.img -append root=/dev/vda console=ttyS0 ro",
      "-blockdev driver=qcow2,node-name=root,discard=unmap,file.driver=file,file.filename=/p/a,,b/overlay.qcow2",
      "-device virtio-blk-pci,drive=root",
      "-blockdev driver=qcow2,node-name=data,discard=unmap,file.driver=file,file.filename=/d/data.qcow2",
      "-device virtio-blk-pci,drive=data,serial=data",
      "-netdev user,id=net0,hostfwd=tcp:127.80.1.2:20022-:22,hostfwd=tcp:127.80.1.2:8080-:80",
      "-device virtio-net-pci,netdev=net0,romfile= -device virtio-rng-pci",
      "-chardev file,id=serial,path=/p/a,,b/serial.log,append=on -serial chardev:serial",
      "-smbios type=11,path=/p/a,,b/credentials/berth.host-key -smbios type=11,path=/p/a,,b/credentials/berth.user-data",
      `-qmp unix:${runtimeFolderOf("/p/a,b")}/qmp,server=on,wait=off`,
      "-sandbox on,obsolete=deny,elevateprivileges=deny,spawn=deny,resourcecontrol=deny",
      "-pidfile /p/a,b/pid",
    ].join(" "),
  );
});

test("a UDP port is forwarded as one", () => {
  const settings = { name: "web", acceleration: "tcg", version: "10.0.2", platform: linux } as const;
  const hostPorts = { "22": 20022, "53": 20053, "53/udp": 20054 };
  const argv = qemuArgv({ ...inputs, hostPorts }, machineFiles(inputs.directory), settings);
  expect(argv[argv.indexOf("-netdev") + 1]).toBe(
    "user,id=net0,hostfwd=tcp:127.80.1.2:20022-:22,hostfwd=tcp:127.80.1.2:20053-:53,hostfwd=udp:127.80.1.2:20054-:53",
  );
});

test("a stock image boots itself: no kernel, no credential, and cloud-init's disk beside its own", () => {
  const { digest, rootDisk } = inputs.image;
  const stock = { ...inputs, image: { digest, rootDisk }, credentials: {} };
  const settings = { name: "web", acceleration: "tcg", version: "10.0.2", platform: linux } as const;
  const argv = qemuArgv(stock, machineFiles(inputs.directory), settings).join(" ");
  expect(argv).not.toMatch(/-kernel|-initrd|-append|-smbios|-bios/);
  expect(argv).toContain(
    "-blockdev driver=vvfat,node-name=seed,read-only=on,label=CIDATA,dir=/p/a,,b/seed -device virtio-blk-pci,drive=seed",
  );
});

test("on arm64 it is aarch64's machine with UEFI, from Debian's package or QEMU's own files", () => {
  const { digest, rootDisk } = inputs.image;
  const stock = { ...inputs, image: { digest, rootDisk }, credentials: {} };
  const platform = guestPlatform({ architecture: "arm64", system: "darwin", hasFile: () => false });
  const settings = { name: "web", acceleration: "hvf", version: "10.1.0", platform } as const;
  const argv = qemuArgv(stock, machineFiles(inputs.directory), settings).join(" ");
  expect(argv).toMatch(/^qemu-system-aarch64 .*-machine virt -bios edk2-aarch64-code\.fd -accel hvf -cpu host /);
  expect(argv).not.toContain("-sandbox");
  expect(guestPlatform({ architecture: "arm64", system: "linux", hasFile: () => true }).firmware).toBe(
    "/usr/share/qemu-efi-aarch64/QEMU_EFI.fd",
  );
});

test.each([
  ["tcg", "10.0.2", "-accel tcg,thread=multi -cpu max,-erms,-fsrm"],
  ["tcg", "7.2.15", "-accel tcg,thread=single -cpu max,cx16=off,-erms,-fsrm"],
  ["kvm", "7.2.15", "-accel kvm -cpu host"],
  ["hvf", "10.1", "-accel hvf -cpu host"],
] as const)("%s on QEMU %s is %s", (acceleration, version, words) => {
  expect(accelerationArgv({ acceleration, version }).join(" ")).toBe(words);
});

test("gives a credential in a form that no byte of it can break", () => {
  expect(credentialFile("berth.host-key", 'a\n"b,\0')).toBe("io.systemd.credential.binary:berth.host-key=YQoiYiwA");
});

test("knows the same inputs again, whatever the order of keys, and no others", () => {
  const { directory, image, ...others } = inputs;
  const reordered = { ...others, hostPorts: { "80": 8080, "22": 20022 }, image, directory };
  expect(machineDigest(reordered)).toBe(machineDigest(inputs));
  expect(machineDigest({ ...inputs, credentials: {} })).not.toBe(machineDigest(inputs));
});
