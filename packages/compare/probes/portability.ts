import { stat } from "node:fs/promises";
import type { Result, RuntimeName } from "../figures/reading";
import { type Artefact, artefactsOn, type Target, targets } from "../host/artefacts";
import { optionOf, qemuProcesses } from "../host/qemu-processes";
import { runScript } from "../host/run-script";
import { diskResults, parseDisk } from "../parse/disk";
import { hostWith, type Subject } from "../stacks/subject";
import { numberOf } from "../parse/amounts";
import { onEach } from "./probe";

const service = "api";

/** What takes api to a host that has none of it. */
export async function readMove(subject: Subject): Promise<readonly Result[]> {
  const measure = "move-bytes";
  if (subject.name === "containers") {
    const bytes = numberOf(await runScript(hostWith(subject, service), "image-bytes", { words: [service] }));
    return [{ measure, value: bytes, parts: { image: bytes } }];
  }
  const machines = subject.privateFolder === undefined ? [] : qemuProcesses(subject.privateFolder);
  const [image] = machines.flatMap(({ argv }) => rootImageOf(argv));
  if (image === undefined) return [{ measure, reason: "the machine image is not on this computer" }];
  const services = diskResults((await onEach(subject, "disk")).map(parseDisk)).find(
    (each) => each.measure === "disk-services",
  );
  const added = services !== undefined && "parts" in services ? services.parts[service] : undefined;
  if (added === undefined) return [{ measure, reason: "what was added for api is not known" }];
  const base = (await stat(image)).size;
  return [{ measure, value: base + added, parts: { "machine image": base, "packages and release": added } }];
}

/** Of the kernel that QEMU starts: the image's disk lies beside it. */
function rootImageOf(argv: readonly string[]): string[] {
  const kernel = optionOf(argv, "-kernel");
  return kernel !== undefined ? [kernel.replace(/vmlinuz$/, "root.qcow2")] : [];
}

/** Targets on which the program would bring up the very artefact that it does here. */
export async function readTargets(name: RuntimeName, folder: string, signal: AbortSignal): Promise<readonly Result[]> {
  const found: Record<Target, Artefact> = {
    local: await artefactsOn("local", name, { folder, signal }),
    aws: await artefactsOn("aws", name, { folder, signal }),
    azure: await artefactsOn("azure", name, { folder, signal }),
  };
  return [targetResult(found)];
}

export function targetResult(found: Readonly<Record<Target, Artefact>>): Result {
  const same = targets.filter((target) => found[target].id === found.local.id);
  return {
    measure: "targets",
    value: same.length,
    evidence: targets.map((target) => `${target}: ${found[target].id}, on ${found[target].machineImage}`),
  };
}
