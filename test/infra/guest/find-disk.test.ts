import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";

const script = join(__dirname, "../../../infra/guest/files/usr/local/sbin/berth-find-disk");
const scratch = mkdtempSync(join(tmpdir(), "berth-find-disk-"));
afterAll(() => rmSync(scratch, { recursive: true }));

const ebs = "Amazon Elastic Block Store              ";
const azureData = "bus/vmbus/devices/f8b3781b-1e82-4818-a1c3-63d806ec15bb";
const azureRoot = "bus/vmbus/devices/f8b3781a-1e82-4818-a1c3-63d806ec15bb";

test("in QEMU it is the disk with the serial data", () => {
  expect(find({ "block/vda/size": "1", "block/vdb/serial": "data", "block/vdc/serial": "" })).toEqual([0, "/dev/vdb"]);
});

test("on EC2 it is the EBS volume that the root is not on, whichever the kernel found first", () => {
  const disks = { "block/nvme0n1/device/model": ebs, "block/nvme1n1/device/model": ebs };
  expect(find(disks, "nvme0n1")).toEqual([0, "/dev/nvme1n1"]);
  expect(find(disks, "nvme1n1")).toEqual([0, "/dev/nvme0n1"]);
});

test("on EC2 the instance's own blank disk is never taken", () => {
  const store = { "block/nvme1n1/device/model": "Amazon EC2 NVMe Instance Storage        " };
  expect(find({ "block/nvme0n1/device/model": ebs, ...store }, "nvme0n1")).toEqual([1, ""]);
});

test("two volumes beside the root are one too many to choose from", () => {
  const disks = ["nvme0n1", "nvme1n1", "nvme2n1"].map((name) => [`block/${name}/device/model`, ebs]);
  const [code, said] = find(Object.fromEntries(disks) as Record<string, string>, "nvme0n1");
  expect([code, said]).toEqual([2, "berth-find-disk: more than one disk may be the data disk: nvme1n1 nvme2n1"]);
});

test("on Azure it is lun 0 of the controller for data disks, not the root's, not the temporary disk's", () => {
  const disks = {
    [`${azureRoot}/host0/target0:0:0/0:0:0:0/block/sda/size`]: "1",
    [`${azureRoot}/host0/target0:0:0/0:0:0:1/block/sdb/size`]: "1",
    [`${azureData}/host1/target1:0:0/1:0:0:0/block/sdc/size`]: "1",
    [`${azureData}/host1/target1:0:0/1:0:0:1/block/sdd/size`]: "1",
  };
  expect(find(disks)).toEqual([0, "/dev/sdc"]);
});

test("on Azure's sizes with NVMe it is namespace 2, not the root's and not the local disk", () => {
  const remote = "MSFT NVMe Accelerator v1.0              ";
  const disks = {
    "block/nvme0n1/device/model": remote,
    "block/nvme0n1/nsid": "1",
    "block/nvme0n2/device/model": remote,
    "block/nvme0n2/nsid": "2",
    "block/nvme1n1/device/model": "Microsoft NVMe Direct Disk v2           ",
    "block/nvme1n1/nsid": "1",
  };
  expect(find(disks, "nvme0n1")).toEqual([0, "/dev/nvme0n2"]);
});

test("a disk that is not attached yet is waited for", () => {
  expect(find({ "block/vda/size": "1" })).toEqual([1, ""]);
});

/** Exit code and words of the script in a machine whose /sys has these files; its root is the first partition of `root`. */
function find(files: Readonly<Record<string, string>>, root = "vda"): readonly [number | null, string] {
  const sys = mkdtempSync(join(scratch, "sys-"));
  const write = (path: string, content: string) => {
    mkdirSync(dirname(join(sys, path)), { recursive: true });
    writeFileSync(join(sys, path), `${content}\n`);
  };
  for (const [path, content] of Object.entries(files)) write(path, content);
  write(`block/${root}/${root}p1/partition`, "1");
  write("proc/self/mountinfo", "22 1 0:5 / /proc rw - proc proc rw\n23 1 259:1 / / rw - ext4 /dev/root rw");
  mkdirSync(join(sys, "dev/block"), { recursive: true });
  symlinkSync(`../../block/${root}/${root}p1`, join(sys, "dev/block/259:1"));
  const { status, stdout, stderr } = spawnSync("sh", [script, sys, join(sys, "proc")], { encoding: "utf8" });
  return [status, `${stdout}${stderr}`.trim()];
}
