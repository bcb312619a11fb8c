import { EngineError } from "@berth/model/engine-error";
import type { Snapshot } from "@berth/model/state";
import type { Arguments } from "./main-arguments";
import { withoutProtection, withoutResources } from "./plan/edited-state";
import { existingStack } from "./stack-commands";
import { lockStack } from "./stack/lock";
import { saveSnapshot } from "./stack/opened-stack";

interface Terminal {
  readonly print: (line: string) => void;
  readonly confirm: (question: string) => Promise<boolean>;
}

/** `state list`: the URN of each resource in the state, or with --json what identifies it. */
export async function listResources(
  args: Arguments,
  environment: NodeJS.ProcessEnv,
  print: Terminal["print"],
): Promise<number> {
  const { snapshot } = await existingStack(args, environment);
  const rows = snapshot.resources.map(({ urn, type, id, protect, delete: waits }) => ({
    urn,
    type,
    ...(id === undefined ? {} : { id }),
    ...(protect === true ? { protect } : {}),
    ...(waits === true ? { delete: waits } : {}),
  }));
  if (args.json) print(JSON.stringify(rows, null, 2));
  else for (const row of rows) print(`${row.urn}${row.delete === true ? " (pending deletion)" : ""}`);
  return 0;
}

/** `state delete` and `state unprotect`: change the state under its lock, and nothing else. */
export async function editState(
  args: Arguments,
  environment: NodeJS.ProcessEnv,
  { print, confirm }: Terminal,
): Promise<number> {
  if (args.state.all === args.state.urns.length > 0)
    throw new EngineError(`${args.command} takes URNs or --all; \`state list\` prints the URNs of a stack`);
  if (!args.yes && !(await confirm("This command will edit your stack's state directly. Confirm?"))) return 1;
  const { backend, reference } = await existingStack(args, environment);
  const lock = lockStack(backend, reference, print);
  try {
    const stack = await existingStack(args, environment);
    const resources = edited(stack.snapshot, args);
    saveSnapshot(stack, { ...stack.snapshot, resources });
    print(report(args, stack.snapshot.resources.length - resources.length));
  } finally {
    lock.release();
  }
  return 0;
}

function edited({ resources }: Snapshot, { command, state, selection }: Arguments): Snapshot["resources"] {
  const urns = state.all ? undefined : state.urns;
  if (command === "state unprotect") return withoutProtection(resources, urns);
  return withoutResources(resources, {
    urns,
    targetDependents: selection.targetDependents === true,
    force: state.force,
  });
}

/** In the CLI's words. */
function report({ command, state }: Arguments, deleted: number): string {
  if (command === "state unprotect")
    return state.all ? "All resources unprotected" : `${state.urns.length} resources unprotected`;
  if (state.all) return "Resources deleted";
  return deleted === 1 ? "Resource deleted" : `${deleted} resources deleted`;
}
