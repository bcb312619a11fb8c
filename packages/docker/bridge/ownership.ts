import { EngineError } from "@berth/model/engine-error";

/** Labels that together say which stack made something; the program puts them on what may be adopted. */
const requiredMarks = ["berth.project", "berth.stack"];
const markPrefix = "berth.";

type Labels = Readonly<Record<string, string>> | null | undefined;

/** True when `found` carries every mark of `wanted`: an earlier, interrupted run of the same stack made it. */
export function isOwn(wanted: Labels, found: Labels): boolean {
  if (!requiredMarks.every((mark) => wanted?.[mark] !== undefined)) return false;
  return Object.entries(wanted ?? {}).every(
    ([label, value]) => !label.startsWith(markPrefix) || found?.[label] === value,
  );
}

/** The refusal to touch something of the same name. */
export function notOwn(kind: string, name: string, id: string): EngineError {
  const short = id.slice(0, 12);
  return new EngineError(
    `create ${kind} ${name}: the name is taken by ${short}, which does not carry this stack's labels ` +
      `(${requiredMarks.join(", ")}); remove it with "docker ${kind} rm ${short}" or choose another name`,
  );
}

/** The refusal to take a name away from something that this run knows as alive. */
export function inUse(kind: string, name: string, id: string): EngineError {
  const short = id.slice(0, 12);
  return new EngineError(
    `create ${kind} ${name}: the name is in use by ${short}, another resource of this stack; give one of them another name, ` +
      "or set deleteBeforeReplace when it is the one being replaced",
  );
}
