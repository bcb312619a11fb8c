import { map, type Rule } from "./config-rules";

/** Tags by which the program and doctor know what is theirs, and which show what it is. */
const programTags = ["Project", "Stack", "ManagedBy", "Name", "Generation", "DiskBackups"];
/** What both clouds take: AWS 128 characters for a name and 256 for a value, Azure no slash in a name. */
const name = /^(?!aws:|microsoft|azure|windows)[\w .:=+@-]{1,128}$/i;
const value = /^[\w .:/=+@-]{0,256}$/;
/** AWS takes 50 tags a resource; the program has up to six. */
const mostTags = 40;

/** The stack's own tags: none is one of the program's, and none has what one of the clouds refuses. */
export function ownTags(): Rule<Readonly<Record<string, string>>> {
  const must = `a map of at most ${mostTags} tags, letters, digits, spaces and .:=+@_-, none of ${programTags.join(", ")}`;
  const rule = map(name, must);
  return { ...rule, parse: (given) => withoutReserved(rule.parse(given)) };
}

function withoutReserved(
  tags: Readonly<Record<string, string>> | undefined,
): Readonly<Record<string, string>> | undefined {
  const entries = Object.entries(tags ?? {});
  const reserved = programTags.map((tag) => tag.toLowerCase());
  const areFine = entries.every(([tag, text]) => value.test(text) && !reserved.includes(tag.toLowerCase()));
  return areFine && entries.length <= mostTags ? tags : undefined;
}
