import { execFileSync } from "node:child_process";
import { existsSync, readdirSync, readFileSync, utimesSync, writeFileSync } from "node:fs";
import { createConnection, createServer } from "node:net";
import { join } from "node:path";

import { portTrouble } from "../../../../packages/provider/address/host-port";
import { disk } from "../../../../packages/provider/disk/disk";
import { sizeGiBOf } from "../../../../packages/provider/disk/qcow2";
import { qemuVersion } from "../../../../packages/provider/machine/preflight";
import { runtimeFolderOf } from "../../../../packages/provider/runtime-folder";
import { bootAgain } from "../../../../packages/provider/snapshot/boot-again";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";
import { haltingMachine } from "./halting-machine";

const scratch = scratchFolder();
const { machine, directory, files, inputs, pid, kill: stopped } = haltingMachine(scratch, 23022);
const create = (news = inputs) => machine.create(operationNamed("web"), news);
const stateOf = (made: Awaited<ReturnType<typeof create>>) => ({ ...made, inputs });

/** QEMU accepts on a forwarded port, whatever the guest does. */
const accepts = (port: number) =>
  new Promise<boolean>((resolve) => {
    const socket = createConnection({ host: inputs.address, port });
    const end = (isOpen: boolean) => {
      socket.destroy();
      resolve(isOpen);
    };
    socket.once("connect", () => end(true)).once("error", () => end(false));
  });

jest.setTimeout(60_000);

test("starts a machine that shows no secret, and adopts it when the create is made again", async () => {
  const first = await create();
  const running = await pid();
  expect(running).toBeDefined();
  expect(readFileSync(`/proc/${running ?? 0}/cmdline`, "utf8")).not.toContain("the-private-key");
  expect(readdirSync(directory).sort()).toEqual(["machine.json", "overlay.qcow2", "pid", "qemu.log", "serial.log"]);
  expect(await machine.drift?.(stateOf(first), inputs, () => undefined)).toEqual([]);
  expect(await create()).toEqual(first);
  expect(await pid()).toBe(running);
});

test("a killed machine is noticed, boots again with a new boot ID and keeps its disk", async () => {
  const made = await create();
  await stopped();
  const inode = execFileSync("stat", ["-c", "%i", files.overlay], { encoding: "utf8" });
  expect(await machine.drift?.(stateOf(made), inputs, () => undefined)).toEqual(["bootId"]);
  expect(await machine.read?.(stateOf(made))).toEqual({ ...made.outputs, bootId: "" });
  const updated = await machine.update?.(operationNamed("web"), inputs, stateOf(made));
  expect(updated?.bootId).not.toBe(made.outputs.bootId);
  expect(updated?.rootId).toBe(made.outputs.rootId);
  expect(await pid()).toBeDefined();
  expect(execFileSync("stat", ["-c", "%i", files.overlay], { encoding: "utf8" })).toBe(inode);
});

test("does not put an old overlay on an image that was rebuilt", async () => {
  const made = await create();
  await stopped();
  utimesSync(inputs.image.rootDisk, 1, 1);
  const operation = operationNamed("web");
  const updated = await machine.update?.(operation, inputs, stateOf(made));
  expect(updated?.rootId).not.toBe(made.outputs.rootId);
  expect(operation.said[0]).toBe(
    "warning: the machine image was rebuilt: the machine starts from it with a new root disk, and keeps its data disk",
  );
});

test("a machine with other inputs in the folder is stopped, never joined by a second one", async () => {
  const made = await create();
  const first = await pid();
  const other = await create({ ...inputs, memoryMiB: 300 });
  expect(other.outputs.bootId).not.toBe(made.outputs.bootId);
  expect(await pid()).not.toBe(first);
  const processes = execFileSync("ps", ["-eww", "-o", "args="], { encoding: "utf8" }).split("\n");
  expect(processes.filter((line) => line.includes(files.pidFile) && line.includes("qemu"))).toHaveLength(1);
});

test("another port is forwarded while the machine runs, a port that goes is closed, and the next boot has the same", async () => {
  const made = await create();
  const [running, old] = [await pid(), stateOf(made)];
  const news = { ...inputs, hostPorts: { "22": 23022, "443": 23443, "53/udp": 23053 } };
  expect(await machine.planned?.("web", news, old)).toEqual(made.outputs);
  expect(await machine.update?.(operationNamed("web"), news, old)).toEqual(made.outputs);
  expect(await pid()).toBe(running);
  expect([await accepts(23443), await accepts(23022), await accepts(23080)]).toEqual([true, true, false]);
  expect(await portTrouble({ address: inputs.address, port: 23053, guest: "53/udp" })).toBe("EADDRINUSE");
  // As after an end between the change and its record.
  expect(await machine.update?.(operationNamed("web"), inputs, { ...made, inputs: news })).toEqual(made.outputs);
  const recorded = readFileSync(files.record, "utf8");
  await machine.update?.(operationNamed("web"), news, old);
  writeFileSync(files.record, recorded);
  expect(await machine.update?.(operationNamed("web"), news, old)).toEqual(made.outputs);
  expect(await pid()).toBe(running);
  await stopped();
  await bootAgain(operationNamed("web"), files);
  expect([await accepts(23443), await accepts(23080)]).toEqual([true, false]);
});

test("a port that another process has is refused by name, and the machine keeps its own ports", async () => {
  const made = await create();
  const running = await pid();
  const server = createServer().listen(23443, inputs.address);
  await new Promise((resolve) => server.once("listening", resolve));
  const news = { ...inputs, hostPorts: { ...inputs.hostPorts, "443": 23443 } };
  const update = machine.update?.(operationNamed("web"), news, stateOf(made));
  await expect(update).rejects.toThrow(`host port for guest port 443: port 23443 on ${inputs.address} is in use by`);
  server.close();
  expect([await pid(), await accepts(23080)]).toEqual([running, true]);
});

test("grows the data disk while the machine runs", async () => {
  await create();
  const grow = { directory: scratch, sizeGiB: 2 };
  await disk.update?.(operationNamed("data"), grow, { id: "", inputs: grow, outputs: { path: inputs.dataDisk } });
  expect(await sizeGiBOf(inputs.dataDisk)).toBe(2);
  await expect(
    disk.delete(operationNamed("data"), { id: "", inputs: grow, outputs: { path: inputs.dataDisk } }),
  ).rejects.toThrow("a running machine uses it");
});

test("removes process and files, also when the machine is gone already", async () => {
  const made = await create();
  await machine.delete(operationNamed("web"), stateOf(made));
  expect(await pid()).toBeUndefined();
  expect([
    existsSync(directory),
    existsSync(runtimeFolderOf(directory)),
    existsSync(`${inputs.dataDisk}.machine`),
  ]).toEqual([false, false, false]);
  expect(existsSync(inputs.dataDisk)).toBe(true);
  expect(await machine.read?.(stateOf(made))).toBeUndefined();
  await expect(machine.delete(operationNamed("web"), stateOf(made))).resolves.toBeUndefined();
});

test("refuses an occupied port before anything is made", async () => {
  const server = createServer().listen(23080, inputs.address);
  await new Promise((resolve) => server.once("listening", resolve));
  await expect(create()).rejects.toThrow(`host port for guest port 80: port 23080 on ${inputs.address} is in use by`);
  server.close();
  expect(existsSync(files.overlay)).toBe(false);
});

test.each([
  ["a data disk that is gone", { dataDisk: "/no/such/disk" }, "the data disk /no/such/disk is gone"],
  [
    "an image that is gone",
    { image: { ...inputs.image, kernel: "/no/such/kernel" } },
    "/no/such/kernel of the machine image is gone",
  ],
  ["more memory than there is", { memoryMiB: 1024 * 1024 }, "is more than this computer has"],
])("refuses %s with words that help", async (_what, change, message) => {
  await expect(create({ ...inputs, ...change })).rejects.toThrow(message);
  expect(await pid()).toBeUndefined();
});

test("refuses a disk that another QEMU has", async () => {
  const { dataDisk } = inputs;
  const holder = join(scratch, "holder");
  execFileSync("qemu-system-x86_64", [
    "-machine",
    "none",
    "-display",
    "none",
    "-daemonize",
    "-pidfile",
    holder,
    "-blockdev",
    `driver=qcow2,node-name=d,file.driver=file,file.filename=${dataDisk.replaceAll(",", ",,")}`,
  ]);
  await expect(create()).rejects.toThrow(/Another QEMU has this disk/);
  process.kill(Number(readFileSync(holder, "utf8")), "SIGKILL");
});

test("without QEMU the error names what to install", async () => {
  await expect(qemuVersion("no-such-qemu")).rejects.toThrow(
    "start a machine: no-such-qemu is not installed: run `npm run setup`, or install QEMU",
  );
});

test("a data disk in the machine's folder would go with it: refused", () => {
  expect(machine.faults?.({ ...inputs, dataDisk: join(directory, "data.qcow2") }, undefined)).toEqual([
    { property: "dataDisk", reason: "must not be in the machine's directory: that is removed with the machine" },
  ]);
});
