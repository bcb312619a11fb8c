import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { basename, join, resolve } from "node:path";
import { containerSpec } from "@berth/infra/container-spec";
import { release } from "@berth/infra/guest-packages";
import { domainOf, servicesModule } from "@berth/infra/selinux-domain";
import type { CommandResult } from "@berth/process/command";
import { lastLines } from "@berth/process/last-lines";
import { runCommand, tryCommand } from "@berth/process/run-command";
import { acceptedOf, type Application, evenly, yamlFiles } from "./compose-files";

const wantedByDefault = 40;
const policyLimitMs = 300_000;
const compileLimitMs = 120_000;
const context = { project: "bench", stack: "bench" };

/**
 * Compiles the modules of all applications of a folder that are accepted, in one policy with that of a machine, where each has a block of
 * its own. Then some of them, evenly over all, alone as on a machine, with the containers' settings. Exit code 1 when one fails.
 */
export async function benchPolicy(folder: string | undefined, count = String(wantedByDefault)): Promise<void> {
  if (folder === undefined) throw new Error("npm run bench -- policy FOLDER [COUNT]: name a folder of compose files");
  const files = yamlFiles(resolve(folder));
  const accepted = files.flatMap((file) => acceptedOf(file));
  const chosen = evenly(accepted, Number(count));
  process.stdout.write(
    `${files.length} files, ${accepted.length} accepted, ${chosen.length} of them to compile alone\n`,
  );
  const scratch = mkdtempSync(join(tmpdir(), "bench-policy-"));
  try {
    const argv = ["bash", join(__dirname, "guest-policy.sh"), scratch, release];
    await runCommand(argv, { limitMs: policyLimitMs, sharesGroup: true });
    let failed = (await compileTogether(accepted, scratch)) ? 0 : 1;
    for (const application of chosen) if (!(await compile(application, scratch))) failed += 1;
    process.stdout.write(failed === 0 ? "all compiled\n" : `${failed} failed\n`);
    if (failed > 0) process.exitCode = 1;
  } finally {
    rmSync(scratch, { recursive: true });
  }
}

async function compileTogether(applications: readonly Application[], scratch: string): Promise<boolean> {
  const blocks = applications.map(({ model }, index) => `(block a${index}\n${servicesModule(model.services)})\n`);
  const { exitCode, stderr } = await runSecilc(blocks.join(""), scratch);
  const isFine = exitCode === 0;
  process.stdout.write(
    `${isFine ? "compiled" : `FAILED (${lastLines(stderr, 5)})`}: all that are accepted, together\n`,
  );
  return isFine;
}

function runSecilc(cil: string, scratch: string): Promise<CommandResult> {
  const file = join(scratch, "services.cil");
  writeFileSync(file, cil);
  return tryCommand([join(scratch, "compile"), file], { limitMs: compileLimitMs, sharesGroup: true });
}

/** Whether it compiles; prints a line either way. */
async function compile({ file, model: { services } }: Application, scratch: string): Promise<boolean> {
  const labels = services.map((service) => containerSpec(service, context).securityOpts);
  const domains = services.map(({ name }) => `label=type:${domainOf(name)}`);
  const areOwn = new Set(domains).size === domains.length && domains.every((one, at) => labels[at]?.includes(one));
  const result = await runSecilc(servicesModule(services), scratch);
  const isFine = result.exitCode === 0 && areOwn;
  const why = areOwn ? lastLines(result.stderr, 5) : "a container does not run in a domain of its own";
  process.stdout.write(`${isFine ? "compiled" : `FAILED (${why})`}: ${basename(file)}, ${services.length} services\n`);
  return isFine;
}
