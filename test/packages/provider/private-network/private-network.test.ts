import { createConnection, type Socket } from "node:net";
import { join } from "node:path";
import { runningProcesses } from "../../../../packages/provider/machine/machine-process";
import { privateNetwork } from "../../../../packages/provider/private-network/private-network";
import { operationNamed } from "../operation";
import { scratchFolder } from "../scratch-folder";

/** Each start is one of Node. */
jest.setTimeout(60_000);

const inputs = { directory: join(scratchFolder(), "network") };
const operation = operationNamed("network");
const state = async () => ({
  id: inputs.directory,
  inputs,
  outputs: (await privateNetwork.create(operation, inputs)).outputs,
});
afterAll(async () => privateNetwork.delete(operation, await state()));

/** A machine's end of the wire: what it sends, and what it has got. */
class Wire {
  readonly got: string[] = [];
  private rest = Buffer.alloc(0);

  private constructor(
    private readonly socket: Socket,
    private readonly mac: string,
  ) {
    socket.on("data", (chunk: Buffer) => {
      this.rest = Buffer.concat([this.rest, chunk]);
      for (let size = this.size(); this.rest.length >= 4 + size; size = this.size()) {
        this.got.push(this.rest.toString("utf8", 18, 4 + size));
        this.rest = this.rest.subarray(4 + size);
      }
    });
  }

  static async open(path: string, mac: string): Promise<Wire> {
    const socket = createConnection(path);
    await new Promise((connected) => socket.once("connect", connected));
    return new Wire(socket, mac);
  }

  send(to: string, text: string): void {
    const frame = Buffer.concat([Buffer.from(to + this.mac + "0800", "hex"), Buffer.from(text)]);
    const length = Buffer.alloc(4);
    length.writeUInt32BE(frame.length);
    this.socket.write(length);
    this.socket.write(frame);
  }

  close(): void {
    this.socket.destroy();
  }

  private size(): number {
    return this.rest.length < 4 ? Number.POSITIVE_INFINITY : this.rest.readUInt32BE(0);
  }
}

const everyone = "ffffffffffff";
const [a, b, c] = ["02be0a280004", "02be0a280005", "02be0a280006"] as const;

test("frames reach everyone until their receiver is known, then it alone", async () => {
  const { outputs } = await state();
  const wires = await Promise.all([a, b, c].map((mac) => Wire.open(outputs.socket, mac)));
  const [first, second, third] = wires;
  if (first === undefined || second === undefined || third === undefined) throw new Error("no wire");
  // As ARP does: the switch may not have taken the others in yet.
  await until(() => {
    first.send(everyone, "who is b?");
    return second.got.length > 0 && third.got.length > 0;
  });
  second.send(a, "me");
  await until(() => first.got.length === 1);
  first.send(b, "hello");
  await until(() => second.got.includes("hello"));
  const got = wires.map((wire) => [...new Set(wire.got)]);
  expect(got).toEqual([["me"], ["who is b?", "hello"], ["who is b?"]]);
  wires.forEach((wire) => wire.close());
});

test("one that is there is adopted, one that was killed is started again at the same place", async () => {
  const before = await state();
  expect(await privateNetwork.drift?.(before, inputs, () => undefined)).toEqual([]);
  const pid = await switchProcess(before.outputs.socket);
  expect((await state()).outputs).toEqual(before.outputs);
  expect(await switchProcess(before.outputs.socket)).toBe(pid);
  process.kill(pid ?? 0, "SIGKILL");
  const drift = () => privateNetwork.drift?.(before, inputs, () => undefined);
  // A process that ends loses its command line before its sockets.
  await until(async () => (await drift())?.includes("socket") === true);
  expect(await privateNetwork.update?.(operation, inputs, before)).toEqual(before.outputs);
  expect(await privateNetwork.drift?.(before, inputs, () => undefined)).toEqual([]);
});

test("removed it leaves no process, also when it was gone before", async () => {
  const before = await state();
  await privateNetwork.delete(operation, before);
  expect(await switchProcess(before.outputs.socket)).toBeUndefined();
  await privateNetwork.delete(operation, before);
});

async function switchProcess(socket: string): Promise<number | undefined> {
  return (await runningProcesses()).find(({ argv }) => argv[2] === socket)?.pid;
}

async function until(probe: () => boolean | Promise<boolean>): Promise<void> {
  const end = Date.now() + 20_000;
  while (!(await probe())) {
    if (Date.now() > end) throw new Error("not within 20 s");
    await new Promise((wake) => setTimeout(wake, 20));
  }
}
