import { join, resolve } from "node:path";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";
import { PolicyPack } from "../../../packages/engine/policy/policy-pack";

const repository = resolve(__dirname, "../../..");

export interface Analyzed {
  readonly type: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, JavaScriptValue>>;
  readonly protect?: boolean;
}

/** The project's pack in Pulumi's own policy host, as `--policy-pack policy` starts it, over its own protocol. */
export class PolicyHost {
  private constructor(private readonly pack: PolicyPack) {}

  static async start(): Promise<PolicyHost> {
    const pack = await PolicyPack.start({
      folder: join(repository, "policy"),
      project: "berth",
      stack: "test",
      preview: true,
      environment: process.env,
      onOutput: (line) => process.stderr.write(`${line}\n`),
    });
    return new PolicyHost(pack);
  }

  rules(): Promise<readonly string[]> {
    return this.pack.policies();
  }

  /** "rule: message" of each violation that stops a run; what a preview can't know yet stops none. */
  async mandatory({ type, urn, inputs, protect = false }: Analyzed): Promise<readonly string[]> {
    const found = await this.pack.analyze({ type, urn, properties: Struct.fromJavaScript({ ...inputs }), protect });
    return found.filter(({ level }) => level === "mandatory").map(({ policy, message }) => `${policy}: ${message}`);
  }

  stop(): Promise<void> {
    return this.pack.stop();
  }
}
