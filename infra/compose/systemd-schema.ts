import { fields, list, mapping, type Read, type Reader, text, words } from "./reader";
import * as scalar from "./scalars";

const PACKAGE = /^[a-z0-9][a-z0-9+.-]+$/;
const ACCOUNT = /^(?!root$)[a-z][a-z0-9-]{0,31}$/;
const ABSOLUTE_FILE = /^(\/[A-Za-z0-9_@-][A-Za-z0-9_.@-]*)+$/;
const ABSOLUTE_RULE = "an absolute path of letters, digits and _ . @ -";
const SOURCE = /^([A-Za-z0-9_-][A-Za-z0-9_.-]*\/)*[A-Za-z0-9_-][A-Za-z0-9_.-]*$/;

const source = text(SOURCE, "a file or folder of the build context");
const program: Reader<string[]> = (value, at) => {
  const read = words("a list of words")(value, at);
  if (read === undefined || ABSOLUTE_FILE.test(read[0] ?? "")) return read;
  return at.at(0).fault("must be the absolute path of a program", read[0]);
};

/** Where a release's file is seen by its service: in a folder that holds nothing which the system needs. */
const placed: Reader<string> = (value, at) => {
  if (typeof value !== "string" || !ABSOLUTE_FILE.test(value)) return at.fault(`must be ${ABSOLUTE_RULE}`, value);
  const folder = value.slice(0, value.lastIndexOf("/"));
  if (scalar.isMountTarget(folder)) return value;
  return at.fault("must be in a folder that is free to be mounted over, such as /app", value);
};

const files: Reader<Record<string, string>> = (value, at) => {
  const read = mapping(ABSOLUTE_FILE, ABSOLUTE_RULE, source)(value, at);
  Object.keys(read ?? {}).forEach((path) => placed(path, at.at(path)));
  return read;
};

/** `x-berth.systemd`: how a service runs on a machine of its own, without Docker. What Compose says is said there. */
export const systemdFile = fields(
  {
    packages: list(text(PACKAGE, "the name of a Debian package")),
    settings: mapping(ABSOLUTE_FILE, ABSOLUTE_RULE, text(/^[^\0]{1,4096}$/s, "text of 1 to 4096 characters")),
    account: text(ACCOUNT, "the name of a user: letters, digits and hyphens, not root"),
    bundle: fields(
      { entry: source, to: placed, external: list(text(/^[@A-Za-z0-9_/.-]+$/, "the name of an npm package")) },
      { required: ["entry", "to"] },
    ),
    files,
    environment: mapping(
      scalar.ENVIRONMENT_NAME,
      "letters, digits and _, not beginning with a digit",
      scalar.environmentValue,
    ),
    command: program,
    jit: (value, at): boolean | undefined =>
      typeof value === "boolean" ? value : at.fault("must be true or false", value),
  },
  { required: ["command"], refused: { user: "its number is the service's `user`; give its name with account" } },
);

export type SystemdFile = NonNullable<Read<typeof systemdFile>>;
