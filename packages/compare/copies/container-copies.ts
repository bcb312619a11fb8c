import { type AdminAccess, runScript } from "../host/run-script";
import { numberOf } from "../parse/amounts";
import { copyArgv, type Inspected } from "./container-argv";
import { parseInspected } from "./parse-inspected";
import type { Copies } from "./copies";
import { stillAnswering } from "./still-answering";

/** Containers beside the service's own, on its host. */
export class ContainerCopies implements Copies {
  private readonly addresses: string[] = [];

  private constructor(
    private readonly host: AdminAccess,
    private readonly inspected: Inspected,
  ) {}

  static async of(host: AdminAccess, service: string): Promise<ContainerCopies> {
    const [inspected] = parseInspected(await runScript(host, "inspect", { words: [service] }));
    if (inspected === undefined) throw new Error(`no container of ${service} runs on ${host.name}`);
    return new ContainerCopies(host, inspected);
  }

  async start(): Promise<void> {
    const run = copyArgv(this.inspected, this.addresses.length + 1);
    const address = await runScript(this.host, "container-copy", { arrays: { run } });
    this.addresses.push(address.trim());
  }

  answering(): Promise<number> {
    return stillAnswering(this.host, this.addresses);
  }

  async bytes(): Promise<number> {
    return numberOf(await runScript(this.host, "copy-bytes"));
  }

  async remove(): Promise<void> {
    await runScript(this.host, "remove-copies");
  }
}
