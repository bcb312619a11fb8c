import * as v from "valibot";

const excerptLength = 200;

/** The value of a JSON text that has the schema's form. Throws an error that names the source and lists all faults. */
export function parseJson<const Schema extends v.GenericSchema>(
  schema: Schema,
  text: string,
  source: string,
): v.InferOutput<Schema> {
  const parsed = v.safeParse(schema, anyJson(text, source));
  if (parsed.success) return parsed.output;
  const faults = parsed.issues.map((issue) => `${v.getDotPath(issue) ?? "the whole"}: ${issue.message}`);
  throw new Error(`${source} does not have the expected form: ${faults.join("; ")}`);
}

function anyJson(text: string, source: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    const excerpt = text.trim().slice(0, excerptLength);
    throw new Error(`${source} is not JSON: ${excerpt === "" ? "it is empty" : excerpt}`, { cause });
  }
}
