import { createConnection, type Socket } from "node:net";
import { createInterface } from "node:readline";

/** QEMU Machine Protocol over its unix socket: one command at a time, each with a limit. */
export class Qmp {
  private readonly waiting: ((message: QmpMessage) => void)[] = [];

  private constructor(private readonly socket: Socket) {
    // readline repeats the socket's errors as its own; whoever waits for an answer hears of them from the socket.
    createInterface(socket)
      .on("line", (line) => this.receive(JSON.parse(line) as QmpMessage))
      .on("error", () => undefined);
  }

  /** Rejects when nobody listens there (no machine runs) or QEMU doesn't greet in time. */
  static async connect(path: string, limitMs: number): Promise<Qmp> {
    const socket = createConnection(path);
    // Each wait has a listener of its own; without this one a late error would end the process.
    socket.on("error", () => undefined);
    try {
      await within(limitMs, `connect ${path}`, socket, (done) => socket.once("connect", done));
      const qmp = new Qmp(socket);
      await within<QmpMessage>(limitMs, "greeting of QEMU", socket, (done) => qmp.waiting.push(done));
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
    const answer = await within<QmpMessage>(limitMs, command, this.socket, (done) => this.waiting.push(done));
    if (answer.error !== undefined) throw new Error(`QEMU ${command}: ${answer.error.desc}`);
    return answer.return;
  }

  close(): void {
    this.socket.destroy();
  }

  private receive(message: QmpMessage): void {
    if (message.event === undefined) this.waiting.shift()?.(message);
  }
}

interface QmpMessage {
  readonly QMP?: unknown;
  readonly event?: string;
  readonly return?: unknown;
  readonly error?: { readonly desc: string };
}

function within<T = void>(
  limitMs: number,
  what: string,
  socket: Socket,
  start: (done: (value: T) => void) => void,
): Promise<T> {
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
