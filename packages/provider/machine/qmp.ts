import { createConnection, type Socket } from "node:net";
import { createInterface } from "node:readline";
import { parseJson } from "@berth/json/parse-json";
import * as v from "valibot";

const message = v.object({
  event: v.optional(v.string()),
  return: v.optional(v.unknown()),
  error: v.optional(v.object({ desc: v.string() })),
});
type QmpMessage = v.InferOutput<typeof message>;

/** QEMU Machine Protocol over its unix socket: one command at a time, each with a limit. */
export class Qmp {
  private readonly waiting: ((message: QmpMessage) => void)[] = [];

  private constructor(private readonly socket: Socket) {
    // readline repeats the socket's errors as its own; what waits for an answer gets them from the socket.
    createInterface(socket)
      .on("line", (line) => this.receive(line))
      .on("error", () => undefined);
  }

  /** Rejects when nothing listens there (no machine runs) or QEMU doesn't greet in time. */
  static async connect(path: string, limitMs: number): Promise<Qmp> {
    const socket = createConnection(path);
    // Each wait has a listener of its own; without this one a late error would end the process.
    socket.on("error", () => undefined);
    try {
      await within({ limitMs, what: `connect ${path}`, socket }, (done) => socket.once("connect", done));
      const qmp = new Qmp(socket);
      await within<QmpMessage>({ limitMs, what: "greeting of QEMU", socket }, (done) => qmp.waiting.push(done));
      await qmp.execute("qmp_capabilities", {}, limitMs);
      return qmp;
    } catch (error) {
      socket.destroy();
      throw error;
    }
  }

  /** What the command returns. */
  async execute(command: string, args: Readonly<Record<string, unknown>>, limitMs: number): Promise<unknown> {
    this.socket.write(`${JSON.stringify({ execute: command, arguments: args })}\n`);
    const wait = { limitMs, what: command, socket: this.socket };
    const answer = await within<QmpMessage>(wait, (done) => this.waiting.push(done));
    if (answer.error !== undefined) throw new Error(`QEMU ${command}: ${answer.error.desc}`);
    return answer.return;
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(line: string): void {
    try {
      const received = parseJson(message, line, "QEMU's answer");
      if (received.event === undefined) this.waiting.shift()?.(received);
    } catch (error) {
      this.socket.destroy(error instanceof Error ? error : new Error(String(error)));
    }
  }
}

interface Wait {
  readonly limitMs: number;
  /** For the error. */
  readonly what: string;
  readonly socket: Socket;
}

function within<T = void>({ limitMs, what, socket }: Wait, start: (done: (value: T) => void) => void): Promise<T> {
  return new Promise((resolve, reject) => {
    const fail = (reason: string) => settle(() => reject(new Error(`${what}: ${reason}`)));
    const timer = setTimeout(() => fail(`no answer after ${limitMs / 1000} s`), limitMs);
    const onError = (error: Error) => fail(error.message);
    const onClose = () => fail("QEMU closed the connection");
    const settle = (act: () => void) => {
      clearTimeout(timer);
      socket.off("error", onError).off("close", onClose);
      act();
    };
    socket.once("error", onError).once("close", onClose);
    start((value) => settle(() => resolve(value)));
  });
}
