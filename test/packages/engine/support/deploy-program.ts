import { cpSync, existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join, resolve } from "node:path";
import type { DeployRequest, DeployResult, Verb } from "../../../../packages/engine/deploy-request";
import { deploy } from "../../../../packages/engine/deployment";
import type { EngineEvent } from "../../../../packages/model/events";
import type { ProviderFactory } from "../../../../packages/engine/providers/provider-loader";
import type { FakeCloud } from "./fake-provider";
import { inProcessProgram } from "./in-process-program";
import type { Scenario } from "./scenario";

const repository = resolve(__dirname, "../../../..");

export const testSalt = "v1:hvmGvOCrwto=:v1:n6HEmPw8BiuNUpbe:gzxkIQuKjo2ySW49dkugTvcdYYSWwg==";

/**
 * A stack in a temporary folder whose program does what `scenario` describes: within this process, or with
 * `realProgram` in one of its own, with the SDK, which takes a second or more each time.
 */
export class TestStack {
  realProgram = false;
  readonly folder = mkdtempSync(join(tmpdir(), "engine-test-"));
  events: EngineEvent[] = [];

  constructor(
    private readonly cloud: FakeCloud,
    private readonly name = "test",
  ) {
    mkdirSync(join(this.folder, "state"));
    writeFileSync(join(this.folder, "package.json"), JSON.stringify({ name: "scenario", main: "scenario.js" }));
    writeFileSync(
      join(this.folder, "Pulumi.yaml"),
      [
        "name: scenario",
        "runtime: {name: nodejs, options: {typescript: false, nodeargs: --require @berth/loader/program}}",
        "backend: {url: file://./state}",
        "",
      ].join("\n"),
    );
    // One salt for all tests: deriving its key takes most of a second.
    writeFileSync(join(this.folder, `Pulumi.${this.name}.yaml`), `encryptionsalt: ${testSalt}\n`);
    cpSync(join(__dirname, "../programs/scenario.js"), join(this.folder, "scenario.js"));
  }

  /** Adds to the stack's config file. */
  writeConfig(yaml: string): void {
    writeFileSync(join(this.folder, `Pulumi.${this.name}.yaml`), `encryptionsalt: ${testSalt}\n${yaml}`);
  }

  async run(
    verb: Verb,
    scenario: Scenario,
    options: Partial<
      Pick<
        DeployRequest,
        "parallel" | "signal" | "imports" | "approved" | "policyPacks" | "selection" | "refresh" | "continueOnError"
      >
    > = {},
  ): Promise<DeployResult> {
    this.events = [];
    writeFileSync(join(this.folder, "scenario.json"), JSON.stringify(scenario));
    const modules = join(this.folder, "node_modules");
    if (this.realProgram && !existsSync(modules)) symlinkSync(join(repository, "node_modules"), modules);
    const inProcess = new Map<string, ProviderFactory>([["fake", this.cloud.provider]]);
    return deploy({
      verb,
      folder: this.folder,
      stack: this.name,
      inProcess,
      environment: { ...process.env, PULUMI_CONFIG_PASSPHRASE: "test", PULUMI_BACKEND_URL: undefined },
      parallel: 8,
      message: "",
      ...(this.realProgram ? {} : { launch: inProcessProgram(scenario) }),
      emit: (event) => this.events.push(event),
      ...options,
    });
  }

  get stateFile(): string {
    return join(this.folder, "state/.pulumi/stacks/scenario", `${this.name}.json`);
  }

  /** Puts the state file back to what it was at some moment. */
  restoreState(text: string): void {
    mkdirSync(dirname(this.stateFile), { recursive: true });
    writeFileSync(this.stateFile, text);
  }

  stateText(): string {
    return readFileSync(this.stateFile, "utf8");
  }

  /** The resources of the state, without the stack and default providers. */
  resources(): readonly Record<string, unknown>[] {
    const { checkpoint } = JSON.parse(this.stateText()) as {
      checkpoint: { latest?: { resources?: Record<string, unknown>[] } };
    };
    const resources = checkpoint.latest?.resources ?? [];
    return resources.filter(({ urn }) => !/pulumi:pulumi:Stack|::default$/.test(String(urn)));
  }

  /** "operation name" of each finished step but same, in order. */
  steps(): readonly string[] {
    return this.events.flatMap((event) =>
      event.kind === "step-finished" && event.step.operation !== "same" && !/Stack::|::default$/.test(event.step.urn)
        ? [`${event.step.operation} ${event.step.urn.split("::").at(-1) ?? ""}`]
        : [],
    );
  }

  errors(): readonly string[] {
    return errorsOf(this.events);
  }

  pendingOperations(): readonly unknown[] {
    const { checkpoint } = JSON.parse(this.stateText()) as {
      checkpoint: { latest?: { pending_operations?: unknown[] } };
    };
    return checkpoint.latest?.pending_operations ?? [];
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }
}

/** The messages of the steps that failed and of the errors that were reported. */
export function errorsOf(events: readonly EngineEvent[]): readonly string[] {
  return events.flatMap((event) => {
    if (event.kind === "step-failed") return [event.message];
    return event.kind === "diagnostic" && event.severity === "error" ? [event.message] : [];
  });
}
