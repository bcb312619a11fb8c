import { mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { emptyCheckpoint } from "../../../../../packages/engine/stack/checkpoint";
import { openPassphraseCrypter } from "../../../../../packages/engine/project/secrets";
import { testSalt } from "../../support/deploy-program";
import { renderState, type StoredState } from "./render-state";

export const passphrase = "test";
const crypter = openPassphraseCrypter(passphrase, testSalt);
const prefix = "urn:pulumi:test::scenario::";

/** An empty stack "test" of project "scenario" in a folder of its own, as both engines find it. */
export class CaseStack {
  readonly folder = mkdtempSync(join(tmpdir(), "engine-differential-"));
  private readonly stateFile = join(this.folder, "state/.pulumi/stacks/scenario/test.json");

  constructor() {
    mkdirSync(join(this.stateFile, ".."), { recursive: true });
    writeFileSync(join(this.folder, "state/.pulumi/meta.yaml"), "version: 1\n");
    writeFileSync(this.stateFile, emptyCheckpoint("organization/scenario/test"));
    const lines = ["name: scenario", "runtime: {name: nodejs, options: {typescript: false}}"];
    writeFileSync(join(this.folder, "Pulumi.yaml"), [...lines, "backend: {url: file://./state}", ""].join("\n"));
    // One salt for all: deriving its key takes most of a second.
    writeFileSync(join(this.folder, "Pulumi.test.yaml"), `encryptionsalt: ${testSalt}\n`);
  }

  /** What an engine's environment has in common; `port` is the fake provider's. */
  environment(port: string): NodeJS.ProcessEnv {
    return {
      ...process.env,
      PULUMI_CONFIG_PASSPHRASE: passphrase,
      PULUMI_DEBUG_PROVIDERS: `fake:${port}`,
      PULUMI_BACKEND_URL: undefined,
      PULUMI_HOME: join(this.folder, "home"),
      PULUMI_SKIP_UPDATE_CHECK: "true",
      // The CLI hides --event-log without it.
      PULUMI_DEBUG_COMMANDS: "true",
    };
  }

  /** Notes operations in the state as a run leaves them that is killed; "creating b" by names. */
  interrupt(operations: readonly string[]): void {
    const file = this.read();
    const { latest } = file.checkpoint;
    if (latest === undefined) throw new Error("a stack without a state cannot have been interrupted");
    latest.pending_operations = operations.map((text) => {
      const [type = "", name = ""] = text.split(" ");
      const made = latest.resources?.find(({ urn }) => urn.endsWith(`::${name}`));
      const urn = `${prefix}fake:index:Thing::${name}`;
      return { type, resource: made ?? { urn, custom: true, type: "fake:index:Thing", inputs: { size: 1 } } };
    });
    writeFileSync(this.stateFile, JSON.stringify(file));
  }

  /** The state file as lines, secrets decrypted. */
  async state(): Promise<readonly string[]> {
    const { decrypt } = await crypter.then((opened) => ({ decrypt: (text: string) => opened.decrypt(text) }));
    return renderState(this.read().checkpoint.latest ?? {}, { prefix, decrypt });
  }

  dispose(): void {
    rmSync(this.folder, { recursive: true, force: true });
  }

  private read(): { checkpoint: { latest?: StoredState } } {
    return JSON.parse(readFileSync(this.stateFile, "utf8")) as { checkpoint: { latest?: StoredState } };
  }
}
