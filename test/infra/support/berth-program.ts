import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { deploy } from "../../../packages/engine/deployment";
import type { DeployResult, Verb } from "../../../packages/engine/deploy-request";
import type { EngineEvent } from "../../../packages/model/events";
import { type PropertyMap, Secret } from "../../../packages/model/property";
import { EventStream } from "../../../packages/engine/report/event-stream";
import { TextReport } from "../../../packages/engine/report/text-report";
import { errorsOf, testSalt } from "../../packages/engine/support/deploy-program";
import { FakeCloud } from "../../packages/engine/support/fake-provider";

const repository = resolve(__dirname, "../../..");

/** What must never be seen in clear: the fake's private keys and passwords hold it. */
export const canary = "CANARY-that-only-a-secret-holds";

/** The real program in a folder of its own, run by the real engine; the providers are fakes that answer as the real ones do. */
export class BerthProgram {
  readonly folder = mkdtempSync(join(tmpdir(), "berth-program-"));
  readonly berth = new FakeCloud();
  readonly docker = new FakeCloud();
  events: EngineEvent[] = [];

  constructor() {
    this.berth.script.create = (name, inputs) => ({ outputs: { ...inputs, ...berthOutputs(name, inputs) } });
    mkdirSync(join(this.folder, "state"));
    copyFileSync(join(repository, "Pulumi.yaml"), join(this.folder, "Pulumi.yaml"));
    for (const name of ["infra", "services", "packages", "node_modules", "package.json", "tsconfig.json"]) {
      symlinkSync(join(repository, name), join(this.folder, name));
    }
    this.configure("");
  }

  /** The lines below `config:` in the stack's file. Images are built on the host, whether or not this computer has KVM. */
  configure(lines: string): void {
    const isGiven = /imageBuilds|registry|runtime: vms/.test(lines);
    const config = `config:\n${isGiven ? "" : "  berth:imageBuilds: host\n"}${lines}`;
    writeFileSync(join(this.folder, "Pulumi.dev.yaml"), `encryptionsalt: ${testSalt}\n${config}`);
  }

  async run(verb: Verb): Promise<DeployResult> {
    this.events = [];
    return deploy({
      verb,
      folder: this.folder,
      stack: "dev",
      inProcess: new Map([
        ["berth", this.berth.provider],
        ["docker", this.docker.provider],
      ]),
      environment: { ...process.env, PULUMI_CONFIG_PASSPHRASE: "test", PULUMI_BACKEND_URL: undefined },
      parallel: 16,
      message: "",
      emit: (event) => this.events.push(event),
    });
  }

  /** "operation type name" of every step, sorted; `same` and providers are left out. */
  steps(): string[] {
    return this.events
      .flatMap((event) => (event.kind === "step-finished" && event.step.operation !== "same" ? [event.step] : []))
      .filter(({ urn }) => !urn.includes("::pulumi:providers:"))
      .map(
        ({ operation, urn }) =>
          `${operation} ${urn.split("::")[2]?.split("$").at(-1) ?? ""} ${urn.split("::").at(-1) ?? ""}`,
      )
      .sort();
  }

  /** The messages of what went wrong in the last run. */
  errors(): readonly string[] {
    return errorsOf(this.events);
  }

  /** What the run showed people and programs, and the state file as it lies on disk. */
  everythingWritten(): string {
    const lines: string[] = [];
    const all = { showSames: true, showReads: true, showReplacementSteps: true };
    const options = { showSecrets: false, verbose: true, ...all };
    const report = new TextReport((line) => lines.push(line), { ...options, preview: false });
    for (const event of this.events) report.handle(event);
    report.close();
    const stream = new EventStream(options);
    const json = this.events.flatMap((event) => stream.of(event)).map((body) => JSON.stringify(body));
    const state = readFileSync(join(this.folder, "state/.pulumi/stacks/berth/dev.json"), "utf8");
    return [...lines, ...json, state].join("\n");
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true });
  }
}

/** Outputs that the program reads, by the kind of resource that a name stands for. */
function berthOutputs(name: string, inputs: PropertyMap): PropertyMap {
  if (name.endsWith("-releases")) return { releases: [], removed: [] };
  if (typeof inputs.repository === "string" && typeof inputs.release === "string")
    return { imageId: `sha256:${inputs.release.padEnd(64, "0")}` };
  if (typeof inputs.image === "string") return { reference: inputs.image };
  if (/^keys-|-host-key$/.test(name)) {
    const publicKey = `ssh-ed25519 ${"A".repeat(68)} ${name}`;
    return { publicKey, privateKey: new Secret(`${canary}-${name}`), fingerprint: "SHA256:x" };
  }
  if (name.endsWith("-address")) return { address: "127.1.2.3", hostPorts: { "22": 20022, "80": 8080, "443": 20443 } };
  if (name.includes("-claim-")) return { claimed: inputs.thing ?? null };
  if (name.endsWith("-data")) return { path: "/disks/data.qcow2" };
  if (name === "machine-image")
    return {
      digest: "d".repeat(64),
      rootDisk: "/i/root",
      kernel: "/i/kernel",
      initrd: "/i/initrd",
      baseImage: "/i/base",
    };
  if (name === "stock-image") return { digest: "e".repeat(64), rootDisk: "/i/stock" };
  if (name.endsWith("-network")) return { socket: "/run/switch" };
  if (name.endsWith("-packages")) return { installed: inputs.packages ?? null };
  if (name.startsWith("units-") && !name.endsWith("-policy")) return { release: "0123456789ab" };
  if (name.endsWith("-machine")) return { bootId: "boot-1", rootId: "root-1", acceleration: "tcg" };
  if (name === "readiness-ssh") return { configPath: "/ssh/config" };
  if (name.endsWith("-ready")) {
    return {
      kernel: "6.12",
      selinux: "Enforcing",
      dockerVersion: "26",
      bootSeconds: 20,
      readyHost: inputs.host ?? null,
    };
  }
  if (name.endsWith("-ports")) return { opened: inputs.ports ?? null };
  if (name.endsWith("password")) return { result: new Secret(canary) };
  return { digest: "loaded" };
}
