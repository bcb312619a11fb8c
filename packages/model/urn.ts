import { EngineError } from "./engine-error";

/** The parts of "urn:pulumi:<stack>::<project>::<qualifiedType>::<name>". */
export interface UrnParts {
  readonly stack: string;
  readonly project: string;
  /** The types of all parents but the root stack, joined by "$", then the resource's own. */
  readonly qualifiedType: string;
  /** The resource's own type: the last part of `qualifiedType`. */
  readonly type: string;
  /** May contain "::". */
  readonly name: string;
}

const prefix = "urn:pulumi:";
const rootStackType = "pulumi:pulumi:Stack";

/** A resource's URN; a parent's types are put in front of its own, except the root stack's. */
export function buildUrn(parts: {
  stack: string;
  project: string;
  parent?: string;
  type: string;
  name: string;
}): string {
  return `${prefix}${parts.stack}::${parts.project}::${qualifiedType(parts.parent, parts.type)}::${parts.name}`;
}

/** The URN's parts; throws an EngineError that quotes it when it is none. */
export function parseUrn(urn: string): UrnParts {
  const [stack, project, qualified, ...name] = urn.startsWith(prefix) ? urn.slice(prefix.length).split("::") : [];
  if (stack === undefined || project === undefined || qualified === undefined || name.length === 0) {
    throw new EngineError(`parse URN: "${urn}" is not of the form urn:pulumi:<stack>::<project>::<type>::<name>`);
  }
  return { stack, project, qualifiedType: qualified, type: ownType(qualified), name: name.join("::") };
}

/** False for anything parseUrn would refuse. */
export function isUrn(text: string): boolean {
  return text.startsWith(prefix) && text.slice(prefix.length).split("::").length >= 4;
}

function qualifiedType(parent: string | undefined, type: string): string {
  if (parent === undefined) return type;
  const parentType = parseUrn(parent).qualifiedType;
  return parentType === rootStackType ? type : `${parentType}$${type}`;
}

function ownType(qualified: string): string {
  return qualified.slice(qualified.lastIndexOf("$") + 1);
}
