import { type ChildProcess, spawn, spawnSync } from "node:child_process";
import { createHash } from "node:crypto";
import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { request } from "node:https";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { until } from "./stack";

/** SELinux lets Docker's daemon connect to ports of HTTP and registries, and this is one. */
const port = 8443;
/** This computer, as a guest of QEMU's user network reaches it. */
const name = `10.0.2.2:${port}`;

interface Answer {
  readonly status: number;
  readonly headers: Record<string, string | string[] | undefined>;
}

/** Debian's docker-registry on this computer's loopback, with HTTPS by a certificate of its own. */
export class Registry {
  /** Host and port of it, in image names. */
  readonly name = name;
  private readonly folder = mkdtempSync(join(tmpdir(), "berth-registry-"));
  /** File in PEM with the certificate that whoever pulls has to trust. */
  readonly certificateFile = join(this.folder, "crt");
  private readonly server: ChildProcess;
  private output = "";

  constructor() {
    this.makeCertificate();
    writeFileSync(join(this.folder, "config.json"), JSON.stringify(this.settings()));
    this.server = spawn("docker-registry", ["serve", join(this.folder, "config.json")], {
      stdio: ["ignore", "pipe", "pipe"],
    });
    for (const stream of [this.server.stdout, this.server.stderr]) {
      stream?.setEncoding("utf8").on("data", (text: string) => {
        this.output = (this.output + text).slice(-4000);
      });
    }
  }

  async ready(): Promise<void> {
    await until(`the registry on port ${port}`, 30, async () => {
      if (this.server.exitCode !== null) throw new Error(`the registry ended:\n${this.output}`);
      return this.send("GET", "/v2/").then(
        ({ status }) => status === 200,
        () => false,
      );
    });
  }

  /** Uploads a blob of a repository; one that it has already is not sent again. */
  async blob(repository: string, content: Buffer): Promise<{ readonly digest: string; readonly size: number }> {
    const digest = `sha256:${createHash("sha256").update(content).digest("hex")}`;
    const known = await this.send("HEAD", `/v2/${repository}/blobs/${digest}`);
    if (known.status !== 200) {
      const { headers } = await this.expect(202, "POST", `/v2/${repository}/blobs/uploads/`);
      const at = new URL(String(headers["location"]), `https://127.0.0.1:${port}`);
      at.searchParams.set("digest", digest);
      await this.expect(201, "PUT", `${at.pathname}${at.search}`, content, "application/octet-stream");
    }
    return { digest, size: content.length };
  }

  /** Resolves to the digest by which the registry knows it. */
  async manifest(repository: string, tag: string, manifest: { readonly mediaType: string }): Promise<string> {
    const body = Buffer.from(JSON.stringify(manifest));
    const { headers } = await this.expect(201, "PUT", `/v2/${repository}/manifests/${tag}`, body, manifest.mediaType);
    return String(headers["docker-content-digest"]);
  }

  stop(): void {
    this.server.kill("SIGKILL");
    rmSync(this.folder, { recursive: true, force: true });
  }

  private settings() {
    const tls = { certificate: this.certificateFile, key: join(this.folder, "key") };
    mkdirSync(join(this.folder, "data"));
    return {
      version: 0.1,
      log: { level: "warn", accesslog: { disabled: true } },
      storage: { filesystem: { rootdirectory: join(this.folder, "data") } },
      http: { addr: `127.0.0.1:${port}`, tls },
    };
  }

  private makeCertificate(): void {
    const argv = ["req", "-x509", "-newkey", "ec", "-pkeyopt", "ec_paramgen_curve:P-256", "-nodes", "-days", "2"];
    const names = ["-subj", "/CN=registry", "-addext", "subjectAltName=IP:10.0.2.2,IP:127.0.0.1"];
    const files = ["-keyout", join(this.folder, "key"), "-out", this.certificateFile];
    const { status, stderr } = spawnSync("openssl", [...argv, ...names, ...files], { encoding: "utf8" });
    if (status !== 0) throw new Error(`openssl made no certificate:\n${stderr}`);
  }

  private async expect(status: number, ...call: Parameters<Registry["send"]>): Promise<Answer> {
    const answer = await this.send(...call);
    if (answer.status !== status) {
      throw new Error(`${call[0]} ${call[1]}: the registry answered ${answer.status}\n${this.output}`);
    }
    return answer;
  }

  private send(method: string, path: string, body?: Buffer, type?: string): Promise<Answer> {
    const headers = { "content-length": body?.length ?? 0, ...(type !== undefined && { "content-type": type }) };
    return new Promise((settle, fail) => {
      const options = {
        host: "127.0.0.1",
        port,
        method,
        path,
        headers,
        ca: readFileSync(this.certificateFile),
        timeout: 60_000,
      };
      const call = request(options, (answer) => {
        answer.resume().on("end", () => {
          settle({ status: answer.statusCode ?? 0, headers: answer.headers });
        });
      });
      call.on("timeout", () => call.destroy(new Error(`${method} ${path}: no answer in 60 s`)));
      call.on("error", fail).end(body);
    });
  }
}
