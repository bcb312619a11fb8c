import { isMap, isScalar, parseDocument } from "yaml";

export interface StackFileChange {
  /** As `composeFiles` has it: from the project's folder, or absolute. */
  readonly composeFile: string;
  /** The project's name so far. */
  readonly before: string;
  readonly name: string;
}

/** A stack's file with `composeFiles` set to this one file, and its own keys under the project's new name; comments and order stay. */
export function stackFileFor(text: string, { composeFile, before, name }: StackFileChange): string {
  const document = parseDocument(text);
  const config = document.get("config");
  if (isMap(config)) {
    for (const { key } of config.items) {
      if (isScalar(key) && String(key.value).startsWith(`${before}:`))
        key.value = String(key.value).replace(`${before}:`, `${name}:`);
    }
    config.delete(`${name}:composeFiles`);
  } else document.set("config", document.createNode({}));
  const files = document.createNode([composeFile]);
  files.flow = true;
  document.setIn(["config", "composeFiles"], files);
  return document.toString({ lineWidth: 0, flowCollectionPadding: false });
}

/** Pulumi.yaml with another name; every other byte stays. */
export function renamedProject(text: string, name: string): string {
  return text.replace(/^name:.*$/m, () => `name: ${/^[\d.]+$/.test(name) ? JSON.stringify(name) : name}`);
}
