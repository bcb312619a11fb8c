import { chmodSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { createServer, type Server } from "node:http";
import type { AddressInfo } from "node:net";
import { tmpdir } from "node:os";
import { delimiter, join } from "node:path";

/** Programs on PATH that stand in for a cloud's client: words of a command line → what it prints. */
export class FakeClients {
  private readonly folder = mkdtempSync(join(tmpdir(), "doctor-"));
  private readonly path = process.env.PATH;
  private server: Server | undefined;

  /** A client that answers a command line with the first entry all of whose words are in it; none: it fails. */
  install(name: string, answers: Readonly<Record<string, unknown>>): void {
    const cases = Object.entries(answers).map(([words, answer]) => {
      const text = typeof answer === "string" ? answer : JSON.stringify(answer);
      return `*${words.split(" ").join("*")}*) cat <<'ANSWER'\n${text}\nANSWER\n;;`;
    });
    const script = `#!/bin/sh\necho "$*" >>${this.folder}/asked\ncase "$*" in\n${cases.join("\n")}\n*) echo "no answer to $*" >&2; exit 254 ;;\nesac\n`;
    this.program(name, script);
  }

  program(name: string, script: string): void {
    writeFileSync(join(this.folder, name), script);
    chmodSync(join(this.folder, name), 0o755);
    process.env.PATH = `${this.folder}${delimiter}${this.path ?? ""}`;
  }

  /** Command lines of all clients so far. */
  asked(): readonly string[] {
    return readFileSync(join(this.folder, "asked"), "utf8").trimEnd().split("\n");
  }

  /** Stands in for the service that tells where one comes from; gives its URL. */
  async addressService(answer: string): Promise<string> {
    const server = createServer((_request, response) => response.end(answer));
    this.server = server;
    await new Promise<void>((done) => server.listen(0, "127.0.0.1", done));
    return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
  }

  /** Takes the clients away again. */
  clear(): void {
    process.env.PATH = this.path;
    this.server?.close();
    rmSync(this.folder, { recursive: true, force: true });
  }
}
