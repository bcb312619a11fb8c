import { Duplex } from "node:stream";
import { type GroupLeader, terminateGroup } from "@berth/process/process-group";

/** A process's stdin and stdout as one connection; its end ends the process and the process's end ends it. */
export class ProcessSocket extends Duplex {
  constructor(private readonly child: GroupLeader<"pipe">) {
    super({ allowHalfOpen: false });
    child.stdout.on("data", (chunk: Buffer) => {
      if (!this.push(chunk)) child.stdout.pause();
    });
    child.stdout.once("end", () => this.push(null));
    child.stdin.on("error", (error) => this.destroy(error));
    child.once("error", (error) => this.destroy(error));
    // One that waits unused for its next request is not read, so its end would go unnoticed.
    child.once("close", () => {
      if (this.readableLength === 0) this.destroy();
    });
  }

  override _read(): void {
    this.child.stdout.resume();
  }

  override _write(chunk: Buffer, _encoding: BufferEncoding, done: (error?: Error | null) => void): void {
    this.child.stdin.write(chunk, done);
  }

  override _final(done: () => void): void {
    this.child.stdin.end(done);
  }

  override _destroy(error: Error | null, done: (error: Error | null) => void): void {
    terminateGroup(this.child);
    done(error);
  }

  // What node:http expects of a socket and a pipe does not have.
  ref(): this {
    return this;
  }

  unref(): this {
    return this;
  }

  setKeepAlive(): this {
    return this;
  }

  setNoDelay(): this {
    return this;
  }

  setTimeout(): this {
    return this;
  }
}
