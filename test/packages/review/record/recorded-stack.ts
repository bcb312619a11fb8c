import { cpSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { stringify } from "yaml";
import { deploy } from "../../../../packages/engine/deployment";
import type { Verb } from "../../../../packages/engine/deploy-request";
import type { EngineEvent } from "../../../../packages/model/events";
import { renderDigest } from "../../../../packages/engine/report/digest";
import { recordingProviders } from "./recording-providers";

const repository = resolve(__dirname, "../../../..");
const copied = ["infra", "services", "packages", "Pulumi.yaml", "package.json", "tsconfig.json"];

export type Config = Readonly<Record<string, unknown>>;

/** This project in a folder of its own, deployed with providers that make nothing; its files may be edited like a pull request's. */
export class RecordedStack {
  readonly folder: string;
  private readonly providers: ReturnType<typeof recordingProviders>;

  /** `folder` shows in a local stack's plan: it is always the same, so that recordings are. */
  constructor(private readonly name: string) {
    const parent = mkdtempSync("/tmp/record-");
    this.folder = join(parent, "berth");
    this.providers = recordingProviders(join(this.folder, "infra"));
    mkdirSync(join(this.folder, "state"), { recursive: true });
    for (const path of copied) cpSync(join(repository, path), join(this.folder, path), { recursive: true });
    symlinkSync(join(repository, "node_modules"), join(this.folder, "node_modules"));
  }

  /** The text of the stack's file, as the last run had it. */
  get stackFile(): string {
    return readFileSync(join(this.folder, `Pulumi.${this.name}.yaml`), "utf8");
  }

  edit(path: string, change: (text: string) => string): void {
    const file = join(this.folder, path);
    const text = readFileSync(file, "utf8");
    const changed = change(text);
    if (changed === text) throw new Error(`the change to ${path} changed nothing`);
    writeFileSync(file, changed);
  }

  write(path: string, text: string): void {
    mkdirSync(join(this.folder, path, ".."), { recursive: true });
    writeFileSync(join(this.folder, path), text);
  }

  /** The files as they were when the stack was made. */
  restore(): void {
    for (const path of ["infra", "services"]) {
      rmSync(join(this.folder, path), { recursive: true });
      cpSync(join(repository, path), join(this.folder, path), { recursive: true });
    }
  }

  /** What `preview --json --show-sames` prints; `plugins: false` is a computer where no cloud's provider is. */
  async run(verb: Verb, config: Config, plugins = true, approved?: string): Promise<string> {
    writeFileSync(join(this.folder, `Pulumi.${this.name}.yaml`), stringify({ config }));
    const events: EngineEvent[] = [];
    const inProcess = plugins
      ? this.providers
      : new Map([...this.providers].filter(([name]) => !["aws", "azure-native"].includes(name)));
    const { summary } = await deploy({
      verb,
      folder: this.folder,
      stack: this.name,
      inProcess,
      environment: {
        ...process.env,
        XDG_STATE_HOME: "/state",
        PULUMI_CONFIG_PASSPHRASE: "test",
        PULUMI_BACKEND_URL: undefined,
      },
      parallel: 1,
      message: "",
      emit: (event) => events.push(event),
      ...(approved === undefined ? {} : { approved }),
    });
    const digest = renderDigest(events, { showSecrets: false, showSames: true });
    if (verb === "up" && summary.result !== "succeeded") throw new Error(digest.slice(-3000));
    return digest;
  }

  /** The text with this folder called what it is called in every recording. */
  neutral(text: string): string {
    return text
      .replaceAll(this.folder, "/work/berth")
      .replaceAll(/berth-[0-9a-f]{8}(?=\/(dev|aws|azure)\/)/g, "berth-00000000");
  }

  dispose(): void {
    rmSync(join(this.folder, ".."), { recursive: true });
  }
}
