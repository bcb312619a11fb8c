import { createHash } from "node:crypto";
import type { Fault, Path } from "./fault";
import type { SecureText } from "./service-model";

const RULE =
  "only values of environment and secrets can have one, because everything else is in clear in the state or on the host";
const BY_SHELL =
  'give it to environment and have a shell read it there: ["sh", "-c", "exec app --password \\"$$PASSWORD\\""], or give its path if the program takes a file, and make it a secret';
const BY_SECRET =
  "make it a secret of the same text, and mount it at the same place: secrets: [{ source: NAME, target: /etc/app.conf }]";
/** Keys of a service, and what to do instead there. */
const INSTEAD: Readonly<Record<string, string>> = {
  command: BY_SHELL,
  entrypoint: BY_SHELL,
  healthcheck: 'give it to environment, and give the test as a text, which a shell reads: test: app check "$$PASSWORD"',
};

/**
 * What stands in a project for the values of its secure variables while it is read: the values themselves never get into
 * the model or a message. A token has small letters and digits alone, so that no step of reading changes it.
 */
export class SecureTokens {
  /** Token of each variable, by its name. */
  readonly variables: Readonly<Record<string, string>>;
  private readonly prefix: string;

  /** `texts` are those of the project, so that none of them has a token by chance or on purpose. */
  constructor(
    private readonly names: readonly string[] = [],
    texts: readonly string[] = [],
  ) {
    const hash = createHash("sha256")
      .update(JSON.stringify([names, texts]))
      .digest("hex");
    this.prefix = `berthsecure${hash.slice(0, 24)}x`;
    this.variables = Object.fromEntries(names.map((name, index) => [name, `${this.prefix}${index}x`]));
  }

  /** The text in parts, secure variables by name. */
  partsOf(text: string): SecureText {
    return text.split(new RegExp(`${this.prefix}(\\d+)x`)).flatMap((part, index): SecureText => {
      if (index % 2 === 1) return [{ variable: this.names[Number(part)] ?? "" }];
      return part === "" ? [] : [part];
    });
  }

  isIn(text: string): boolean {
    return this.names.length > 0 && text.includes(this.prefix);
  }

  /** The text as the file has it, with ${NAME} instead of tokens. */
  shown(text: string): string {
    return this.partsOf(text)
      .map((part) => (typeof part === "string" ? part : `\${${part.variable}}`))
      .join("");
  }

  /** A fault that names the secure variable instead, where one takes part in it. */
  explain(fault: Fault): Fault {
    const { path, rule, value, ...where } = fault;
    const all = JSON.stringify([path, rule, value]);
    if (!this.isIn(all)) return fault;
    const place = path.map((key) => (typeof key === "string" ? this.shown(key) : key));
    return {
      ...where,
      path: place,
      ...this.refusal(all, path),
      ...(value !== undefined && { value: this.withNames(value) }),
    };
  }

  /** Faults of a part of the project at `path`, a line for each text in it that has a secure variable. */
  faultsIn(value: unknown, path: readonly (string | number)[]): Fault[] {
    if (typeof value === "string")
      return this.isIn(value) ? [{ path, ...this.refusal(value, path), value: this.shown(value) }] : [];
    if (typeof value !== "object" || value === null) return [];
    if (Array.isArray(value)) return value.flatMap((item: unknown, index) => this.faultsIn(item, [...path, index]));
    return Object.entries(value).flatMap(([key, item]) => [
      ...(this.isIn(key) ? [{ path: [...path, this.shown(key)], ...this.refusal(key, path) }] : []),
      ...this.faultsIn(item, [...path, this.shown(key)]),
    ]);
  }

  private refusal(text: string, path: Path): Pick<Fault, "rule"> {
    const names = this.partsOf(text).flatMap((part) => (typeof part === "string" ? [] : [part.variable]));
    const [first, ...others] = new Set(names);
    const instead = insteadOf(path);
    const rule = instead === undefined ? RULE : `${RULE}. Instead, ${instead}`;
    return { rule: `uses the secure variable ${[first, ...others].join(", ")}: ${rule}` };
  }

  private withNames(value: unknown): unknown {
    return JSON.parse(this.shown(JSON.stringify(value))) as unknown;
  }
}

function insteadOf([part, , key]: Path): string | undefined {
  if (part === "configs") return BY_SECRET;
  return part === "services" && typeof key === "string" && Object.hasOwn(INSTEAD, key) ? INSTEAD[key] : undefined;
}
