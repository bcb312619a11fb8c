import { machineFiles } from "../../../provider/machine/machine-files";
import { machineDigest, type MachineInputs } from "../../../provider/machine/machine-inputs";
import { accelerationArgv, credentialFile, qemuArgv } from "../../../provider/machine/qemu-argv";
import { runtimeFolderOf } from "../../../provider/runtime-folder";

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

test("is the whole command line", () => {
  const argv = qemuArgv(inputs, machineFiles(inputs.directory), {
    name: "web",
    acceleration: "tcg",
    version: "10.0.2",
  });
  expect(argv.join(" ")).toBe(
    [
      "qemu-system-x86_64 -name guest=web -nodefaults -no-user-config -display none -machine q35",
      "-accel tcg,thread=multi -cpu max -smp 2 -m 2048",
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

test.each([
  ["tcg", "10.0.2", "-accel tcg,thread=multi -cpu max"],
  ["tcg", "7.2.15", "-accel tcg,thread=single -cpu max,cx16=off"],
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
