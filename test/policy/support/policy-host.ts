import { spawn, type ChildProcess } from "node:child_process";
import { once } from "node:events";
import { join, resolve } from "node:path";
import { credentials } from "@grpc/grpc-js";
import { AnalyzerClient } from "@pulumi/pulumi/proto/analyzer_grpc_pb";
import {
  AnalyzeRequest,
  type AnalyzeResponse,
  type AnalyzerInfo,
  AnalyzerResourceOptions,
  EnforcementLevel,
} from "@pulumi/pulumi/proto/analyzer_pb";
import { Empty } from "google-protobuf/google/protobuf/empty_pb";
import { type JavaScriptValue, Struct } from "google-protobuf/google/protobuf/struct_pb";

const repository = resolve(__dirname, "../../..");
const startLimitMs = 60_000;

export interface Analyzed {
  readonly type: string;
  readonly urn: string;
  readonly inputs: Readonly<Record<string, JavaScriptValue>>;
  readonly protect?: boolean;
}

/** The pack in Pulumi's own policy host, as `--policy-pack policy` starts it, over its own protocol. */
export class PolicyHost {
  private constructor(
    private readonly process: ChildProcess,
    private readonly client: AnalyzerClient,
  ) {}

  static async start(): Promise<PolicyHost> {
    const script = join(repository, "node_modules/@pulumi/pulumi/cmd/run-policy-pack");
    // No engine listens on port 1: the host logs to it only when it has something to say.
    const host = spawn(process.execPath, [script, "127.0.0.1:1", join(repository, "policy")], {
      stdio: ["ignore", "pipe", "inherit"],
    });
    const [port] = (await once(host.stdout, "data", { signal: AbortSignal.timeout(startLimitMs) })) as [Buffer];
    const client = new AnalyzerClient(`127.0.0.1:${port.toString().trim()}`, credentials.createInsecure());
    return new PolicyHost(host, client);
  }

  rules(): Promise<readonly string[]> {
    return new Promise((done, fail) => {
      this.client.getAnalyzerInfo(new Empty(), (error: Error | null, info: AnalyzerInfo) => {
        if (error) fail(error);
        else done(info.getPoliciesList().map((policy) => policy.getName()));
      });
    });
  }

  /** "rule: message" of each violation that stops a run; what a preview can't know yet stops none. */
  mandatory({ type, urn, inputs, protect = false }: Analyzed): Promise<readonly string[]> {
    const request = new AnalyzeRequest();
    request.setType(type);
    request.setUrn(urn);
    request.setName(urn.split("::").at(-1) ?? "");
    request.setProperties(Struct.fromJavaScript({ ...inputs }));
    request.setOptions(new AnalyzerResourceOptions().setProtect(protect));
    return new Promise((done, fail) => {
      this.client.analyze(request, (error: Error | null, response: AnalyzeResponse) => {
        if (error) {
          fail(error);
          return;
        }
        const stopping = response
          .getDiagnosticsList()
          .filter((diagnostic) => diagnostic.getEnforcementlevel() === EnforcementLevel.MANDATORY);
        done(stopping.map((diagnostic) => `${diagnostic.getPolicyname()}: ${diagnostic.getMessage()}`));
      });
    });
  }

  stop(): void {
    this.client.close();
    this.process.kill();
  }
}
