import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { containerSpec } from "@berth/infra/container-spec";
import { ComposeError } from "@berth/infra/compose-fault";
import { release } from "@berth/infra/guest-packages";
import { notDeployedBy } from "@berth/infra/not-deployed";
import { domainOf, servicesModule } from "@berth/infra/selinux-domain";
import type { ComposeModel } from "@berth/infra/service-model";
import { lastLines } from "@berth/process/last-lines";
import { runCommand, tryCommand } from "@berth/process/run-command";
import { readAlone, yamlFiles } from "./compose-files";

const wantedByDefault = 40;
const policyLimitMs = 300_000;
const compileLimitMs = 60_000;
const context = { project: "bench", stack: "bench" };

interface Application {
  readonly file: string;
  readonly model: ComposeModel;
}

/**
 * Takes applications out of a folder of Compose files, evenly over those that are accepted, makes of each the containers' settings and
 * the module with its services' domains, and compiles the module with the policy that a machine has. Exit code 1 when one fails.
 */
export async function benchPolicy(folder: string | undefined, count = String(wantedByDefault)): Promise<void> {
  if (folder === undefined) throw new Error("npm run bench -- policy FOLDER [COUNT]: name a folder of compose files");
  const files = yamlFiles(resolve(folder));
  const accepted = files.flatMap(acceptedOf);
  const chosen = evenly(accepted, Number(count));
  process.stdout.write(`${files.length} files, ${accepted.length} accepted, ${chosen.length} of them to compile\n`);
  const scratch = mkdtempSync(join(tmpdir(), "bench-policy-"));
  try {
    const argv = ["bash", join(__dirname, "guest-policy.sh"), scratch, release];
    await runCommand(argv, { limitMs: policyLimitMs, sharesGroup: true });
    let failed = 0;
    for (const application of chosen) if (!(await compile(application, scratch))) failed += 1;
    process.stdout.write(`${chosen.length - failed} compiled, ${failed} failed\n`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

function acceptedOf(file: string): readonly Application[] {
  try {
    return [{ file, model: readAlone(file, notDeployedBy("containers")) }];
  } catch (error) {
    if (error instanceof ComposeError) return [];
    throw error;
  }
}

function evenly<T>(all: readonly T[], count: number): readonly T[] {
  if (all.length <= count) return all;
  return Array.from({ length: count }, (_, index) => all[Math.floor((index * all.length) / count)]).flatMap(
    (one) => one ?? [],
  );
}

/** Whether it compiles; prints a line either way. */
async function compile({ file, model: { services } }: Application, scratch: string): Promise<boolean> {
  const labels = services.map((service) => containerSpec(service, context).securityOpts);
  const domains = services.map(({ name }) => `label=type:${domainOf(name)}`);
  const areOwn = new Set(domains).size === domains.length && domains.every((one, at) => labels[at]?.includes(one));
  const cil = join(scratch, "services.cil");
  writeFileSync(cil, servicesModule(services));
  const result = await tryCommand([join(scratch, "compile"), cil], { limitMs: compileLimitMs, sharesGroup: true });
  const isFine = result.exitCode === 0 && areOwn;
  const why = areOwn ? lastLines(result.stderr, 5) : "a container does not run in a domain of its own";
  process.stdout.write(`${isFine ? "compiled" : `FAILED (${why})`}: ${basename(file)}, ${services.length} services\n`);
  return isFine;
}
