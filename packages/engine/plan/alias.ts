import { buildUrn, parseUrn } from "@berth/model/urn";

/** What a resource may have been called before: a whole URN, or the parts that differ from today's. */
export type Alias =
  | { readonly urn: string }
  | {
      readonly name?: string | undefined;
      readonly type?: string | undefined;
      readonly stack?: string | undefined;
      readonly project?: string | undefined;
      readonly parent?: string | undefined;
      readonly noParent?: boolean | undefined;
    };

export interface AliasedResource {
  readonly urn: string;
  readonly type: string;
  readonly name: string;
  readonly parent?: string | undefined;
}

/** All former URNs of a resource, in the order in which they are looked up; `formerUrns` has those of its ancestors in this run. */
export function aliasUrns(
  resource: AliasedResource,
  aliases: readonly Alias[],
  formerUrns: ReadonlyMap<string, string>,
): readonly string[] {
  const own = aliases.map((alias) => aliasUrn(resource, alias, formerUrns));
  const former = resource.parent === undefined ? undefined : formerUrns.get(resource.parent);
  if (former === undefined || resource.parent === undefined) return unique(own, resource.urn);
  const parentName = parseUrn(resource.parent).name;
  const inherited = [resource, ...own.map(parseUrn)].map((one) => inheritedUrn(one, parentName, former));
  return unique([...own, ...inherited], resource.urn);
}

function aliasUrn(resource: AliasedResource, alias: Alias, formerUrns: ReadonlyMap<string, string>): string {
  if ("urn" in alias) return alias.urn;
  const { stack, project } = parseUrn(resource.urn);
  const parent = formerParent(resource, alias, formerUrns);
  return buildUrn({
    stack: alias.stack ?? stack,
    project: alias.project ?? project,
    ...(parent === undefined ? {} : { parent }),
    type: alias.type ?? resource.type,
    name: alias.name ?? resource.name,
  });
}

function formerParent(
  resource: AliasedResource,
  { parent = resource.parent, noParent }: Exclude<Alias, { urn: string }>,
  formerUrns: ReadonlyMap<string, string>,
): string | undefined {
  return noParent === true || parent === undefined ? undefined : (formerUrns.get(parent) ?? parent);
}

/** Children named after their parent are taken to have been so under its former name too. */
function inheritedUrn(child: { type: string; name: string }, parentName: string, formerParent: string): string {
  const { stack, project, name: formerName } = parseUrn(formerParent);
  const name = child.name.startsWith(parentName) ? formerName + child.name.slice(parentName.length) : child.name;
  return buildUrn({ stack, project, parent: formerParent, type: child.type, name });
}

function unique(urns: readonly string[], self: string): readonly string[] {
  return [...new Set(urns)].filter((urn) => urn !== self);
}
