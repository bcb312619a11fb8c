import { spawnSync } from "node:child_process";
import { diskLines, diskQuestion, diskSpace } from "../../../packages/cli/disk-space";

const mib = 2 ** 20;
const gib = 2 ** 30;
const lines = (free: number) => [
  "12 GiB, file system 12 GiB, 97 % used",
  `${free} ${12 * gib}`,
  `${gib} ${4 * gib}`,
  "api\tapi-01\tUp",
];

test("a host with room has its disks in words", () => {
  expect(diskSpace(lines(gib), "web", "containers")).toEqual({
    dataDisk: "12 GiB, file system 12 GiB, 97 % used",
    rootDisk: "4.0 GiB, 75 % used",
  });
});

test("where `up` would bring no image is a fault that says what to do, but not on a VM without Docker", () => {
  expect(diskSpace(lines(400 * mib), "web", "containers").diskFault).toBe(
    "the data disk of web has 400 MiB free, and `up` brings no image below 614 MiB: `npx berth ssh --admin --host web sudo docker builder prune --all --force` empties the build cache; `docker image prune --all --force` there removes images without a container, kept releases too; a larger dataDiskGiB grows the disk, which `npx berth status` shows within minutes",
  );
  expect(diskSpace(lines(400 * mib), "web", "vms").diskFault).toBeUndefined();
});

test("a disk that the host does not report is unknown, and no fault", () => {
  expect(diskSpace(["unknown", "", ""], "web", "containers")).toEqual({ dataDisk: "unknown", rootDisk: "unknown" });
});

test("the command prints all its lines on a host without such a disk too", () => {
  const { stdout } = spawnSync("sh", ["-c", diskQuestion("vms")], { encoding: "utf8" });
  const printed = stdout.split("\n");
  expect(printed).toHaveLength(diskLines + 1);
  expect(printed[2]).toMatch(/^\d+ \d+$/);
});
