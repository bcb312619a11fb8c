import { isMap, type PropertyMap } from "@berth/model/property";

/** Reads checked inputs by kind; what is not given, null or zero is undefined, so that it stays out of a request. */
export class InputsReader {
  constructor(private readonly inputs: PropertyMap) {}

  text(key: string): string | undefined {
    const value = this.inputs[key];
    return typeof value === "string" && value !== "" ? value : undefined;
  }

  number(key: string): number | undefined {
    const value = this.inputs[key];
    return typeof value === "number" && value !== 0 ? value : undefined;
  }

  flag(key: string): boolean {
    return this.inputs[key] === true;
  }

  texts(key: string): string[] | undefined {
    const value = this.inputs[key];
    if (!Array.isArray(value) || value.length === 0) return undefined;
    return value.map((item) => (typeof item === "string" ? item : ""));
  }

  textMap(key: string): Record<string, string> | undefined {
    const value = this.inputs[key];
    if (!isMap(value) || Object.keys(value).length === 0) return undefined;
    return Object.fromEntries(
      Object.entries(value).map(([name, text]) => [name, typeof text === "string" ? text : ""]),
    );
  }

  block(key: string): InputsReader | undefined {
    const value = this.inputs[key];
    return isMap(value) ? new InputsReader(value) : undefined;
  }

  blocks(key: string): InputsReader[] {
    const value = this.inputs[key];
    if (!Array.isArray(value)) return [];
    return (value as PropertyMap[]).filter(isMap).map((item) => new InputsReader(item));
  }

  /** The labels as the API has them; undefined when there are none. */
  labels(): Record<string, string> | undefined {
    const labels = this.blocks("labels").map(
      (label) => [label.text("label") ?? "", label.text("value") ?? ""] as const,
    );
    return labels.length === 0 ? undefined : Object.fromEntries(labels);
  }
}
