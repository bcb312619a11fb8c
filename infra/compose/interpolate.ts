import type { Place } from "./fault";

const REFERENCE = /\$(?:\$|([A-Za-z_][A-Za-z0-9_]*)|\{([^{}]*)\}|)/g;
const BRACED = /^([A-Za-z_][A-Za-z0-9_]*)(?:(:?[-?])(.*))?$/s;

/** Compose's interpolation in every string of a tree (not in keys): $NAME, ${NAME}, ${NAME:-default}, ${NAME-default}, ${NAME:?why}, $$. */
export function interpolate(tree: unknown, variables: Readonly<Record<string, string>>, at: Place): unknown {
  if (typeof tree === "string") return interpolateText(tree, variables, at);
  if (Array.isArray(tree)) return tree.map((item, index) => interpolate(item, variables, at.at(index)));
  if (typeof tree !== "object" || tree === null) return tree;
  return Object.fromEntries(
    Object.entries(tree).map(([key, value]) => [key, interpolate(value, variables, at.at(key))]),
  );
}

function interpolateText(text: string, variables: Readonly<Record<string, string>>, at: Place): string {
  return text.replace(REFERENCE, (whole, bare: string | undefined, braced: string | undefined) => {
    if (whole === "$$") return "$";
    const [, name, operator, rest = ""] = bare === undefined ? (BRACED.exec(braced ?? "") ?? []) : [bare, bare];
    if (name === undefined) {
      at.fault("write $$ for a dollar sign, or ${NAME}, ${NAME:-default}", text);
      return "";
    }
    return resolve({ name, operator, rest }, variables, at);
  });
}

function resolve(
  { name, operator, rest }: { name: string; operator: string | undefined; rest: string },
  variables: Readonly<Record<string, string>>,
  at: Place,
): string {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value !== undefined && !(value === "" && operator?.startsWith(":"))) return value;
  if (operator?.endsWith("-")) return rest;
  at.fault(
    rest === ""
      ? `variable ${name} is not set: set it or write \${${name}:-default}`
      : `variable ${name} is not set: ${rest}`,
  );
  return "";
}
