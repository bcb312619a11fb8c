import { Alias } from "@pulumi/pulumi/proto/alias_pb";
import type { RegisterResourceRequest } from "@pulumi/pulumi/proto/resource_pb";
import { RegisterResourceRequest as Request } from "@pulumi/pulumi/proto/resource_pb";
import { packageOf } from "../../../../packages/model/goal";
import { parseUrn } from "../../../../packages/model/urn";
import type { DescribedOptions } from "./scenario";

/** What the options of one resource need to know of others. */
interface OptionContext {
  readonly stackUrn: string;
  /** The resource of a name, when it is registered. */
  readonly of: (name: string) => Promise<{ readonly urn: string; readonly id: string }>;
}

/** Puts the described options into the message, as the SDK does. */
export async function applyOptions(
  message: RegisterResourceRequest,
  options: DescribedOptions,
  context: OptionContext,
): Promise<void> {
  await applyReferences(message, options, context);
  if (options.protect !== undefined) message.setProtect(options.protect);
  if (options.retainOnDelete !== undefined) message.setRetainondelete(options.retainOnDelete);
  if (options.deleteBeforeReplace !== undefined)
    message.setDeletebeforereplacedefined(true).setDeletebeforereplace(options.deleteBeforeReplace);
  message.setIgnorechangesList([...(options.ignoreChanges ?? [])]);
  message.setReplaceonchangesList([...(options.replaceOnChanges ?? [])]);
  message.setHidediffsList([...(options.hideDiffs ?? [])]);
  message.setAdditionalsecretoutputsList([...(options.additionalSecretOutputs ?? [])]);
  message.setVersion(options.version ?? "");
  message.setImportid(options.import ?? "");
  const { create = "", update = "", delete: deletion = "" } = options.customTimeouts ?? {};
  if (options.customTimeouts !== undefined)
    message.setCustomtimeouts(new Request.CustomTimeouts().setCreate(create).setUpdate(update).setDelete(deletion));
}

async function applyReferences(
  message: RegisterResourceRequest,
  options: DescribedOptions,
  { stackUrn, of }: OptionContext,
): Promise<void> {
  const urnOf = async (name: string): Promise<string> => (await of(name)).urn;
  message.setParent(options.parent === undefined ? stackUrn : await urnOf(options.parent));
  if (options.provider !== undefined) message.setProvider(referenceTo(await of(options.provider)));
  for (const name of options.providers ?? []) {
    const provider = await of(name);
    message.getProvidersMap().set(packageOf(parseUrn(provider.urn).type), referenceTo(provider));
  }
  if (options.deletedWith !== undefined) message.setDeletedwith(await urnOf(options.deletedWith));
  message.setReplaceWithList(await Promise.all((options.replaceWith ?? []).map(urnOf)));
  const aliases = (options.aliases ?? []).map((alias) => aliasOf(alias, { stackUrn, of }));
  message.setAliasesList(await Promise.all(aliases));
}

function referenceTo({ urn, id }: { readonly urn: string; readonly id: string }): string {
  return `${urn}::${id}`;
}

async function aliasOf(
  { name, type, urn, parent }: NonNullable<DescribedOptions["aliases"]>[number],
  { stackUrn, of }: OptionContext,
): Promise<Alias> {
  if (urn !== undefined) return new Alias().setUrn(urn);
  const spec = new Alias.Spec().setName(name ?? "").setType(type ?? "");
  if (parent === null) spec.setParenturn(stackUrn);
  else if (parent !== undefined) spec.setParenturn((await of(parent)).urn);
  return new Alias().setSpec(spec);
}
