import { copyFileSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { parse, stringify } from "yaml";
import type { DeployResult, Verb } from "../../../packages/engine/deploy-request";
import { deploy } from "../../../packages/engine/deployment";
import type { EngineEvent } from "../../../packages/model/events";
import type { Step } from "../../../packages/model/step";
import type { FakeCloud } from "./fake-cloud";

const repository = resolve(__dirname, "../../..");
const shared = ["infra", "packages", "services", "test", "node_modules", "tsconfig.json", "package.json"];

export type Config = Readonly<Record<string, unknown>>;

/** A stack of this very project, its program and its own provider, in a temporary folder; a cloud's provider is a fake or absent. */
export class CloudStack {
  readonly folder = mkdtempSync(join(tmpdir(), "cloud-stack-"));
  events: EngineEvent[] = [];

  constructor(
    program: string,
    private readonly clouds: Readonly<Record<string, FakeCloud>> = {},
    private readonly name = "test",
  ) {
    for (const path of shared) symlinkSync(join(repository, path), join(this.folder, path));
    const project = parse(readFileSync(join(repository, "Pulumi.yaml"), "utf8")) as Record<string, unknown>;
    writeFileSync(join(this.folder, "Pulumi.yaml"), stringify({ ...project, main: program }));
    mkdirSync(join(this.folder, "state"));
    mkdirSync(join(this.folder, "bin"));
    for (const client of ["aws", "az"]) {
      copyFileSync(join(__dirname, "cloud-client.sh"), join(this.folder, "bin", client));
    }
  }

  async run(verb: Verb, config: Config): Promise<DeployResult> {
    this.events = [];
    writeFileSync(join(this.folder, `Pulumi.${this.name}.yaml`), stringify({ config }));
    return deploy({
      verb,
      folder: this.folder,
      stack: this.name,
      inProcess: new Map(Object.entries(this.clouds).map(([name, cloud]) => [name, cloud.provider])),
      environment: this.environment(),
      parallel: 8,
      message: "",
      emit: (event) => this.events.push(event),
    });
  }

  /** The steps but same, without the stack and default providers, sorted by type and name. */
  steps(): readonly Step[] {
    const steps = this.events.flatMap((event) => (event.kind === "step-finished" ? [event.step] : []));
    return steps
      .filter(({ operation, urn }) => operation !== "same" && !/pulumi:pulumi:Stack|::default(_[^:]*)?$/.test(urn))
      .sort((a, b) => (sortKey(a) < sortKey(b) ? -1 : 1));
  }

  messages(severity: "warning" | "error"): readonly string[] {
    return this.events.flatMap((event) => {
      if (event.kind === "step-failed") return severity === "error" ? [event.message] : [];
      return event.kind === "diagnostic" && event.severity === severity ? [event.message] : [];
    });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private environment(): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PATH: `${join(this.folder, "bin")}:${process.env.PATH ?? ""}`,
      XDG_STATE_HOME: join(this.folder, "private"),
      PULUMI_CONFIG_PASSPHRASE: "test",
      PULUMI_BACKEND_URL: undefined,
    };
  }
}

function sortKey({ type, urn, operation }: Step): string {
  return `${type} ${urn.split("::").at(-1) ?? ""} ${operation}`;
}
