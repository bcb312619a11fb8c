import { projectBackend } from "@berth/engine/opened-stack";
import { lockStack } from "@berth/engine/lock";
import { readProject } from "@berth/engine/project";
import { projectFolder, type Stack } from "./stack";

/** Does something under Pulumi's own lock of the stack, so that no `up` runs meanwhile; rejects when one holds it. */
export async function withStackLock<T>({ name }: Stack, act: () => Promise<T>): Promise<T> {
  const project = readProject(projectFolder);
  const backend = projectBackend(project, { folder: projectFolder, environment: process.env });
  const lock = lockStack(backend, { project: project.name, stack: name }, (text) => process.stderr.write(`${text}\n`));
  // Also when a signal ends the process: a lock that stays would hold up the Pulumi CLI.
  const release = () => lock.release();
  const end = () => process.exit(130);
  process.once("exit", release).once("SIGINT", end).once("SIGTERM", end);
  try {
    return await act();
  } finally {
    release();
    process.off("exit", release).off("SIGINT", end).off("SIGTERM", end);
  }
}
