import { isAbsolute, posix } from "node:path";
import { type FileMount, type Project, readEnvFile, type Service } from "@berth/compose";
import type { Extensions } from "./berth-extension";
import type { Place } from "./fault";
import type { ProjectFiles } from "./project-files";
import type { SecureTokens } from "./secure-tokens";
import type {
  ConfigModel,
  ConfigMountModel,
  FileAttributes,
  SecretModel,
  SecureText,
  ServiceModel,
} from "./service-model";
import { unlessEmpty } from "./with-values";

const SECRETS_FOLDER = "/run/secrets";

interface TakingSecrets {
  readonly extensions: Extensions;
  readonly folder: string;
  readonly variables: Readonly<Record<string, string>>;
  readonly tokens: SecureTokens;
}

/** Where the text of each secret comes from. A secret that no service uses needs no variable. */
export function takeSecrets(
  { secrets, services }: Project,
  { extensions, folder, variables, tokens }: TakingSecrets,
  at: Place,
): readonly SecretModel[] {
  const used = new Set(Object.values(services).flatMap((service) => service.secrets.map(({ source }) => source)));
  return Object.entries(secrets).flatMap(([name, secret]): SecretModel[] => {
    const { file, driver } = secret;
    const place = at.at("secrets", name);
    const length = extensions.secrets.get(name)?.generate?.length;
    if (length !== undefined) return [{ name, length }];
    if (file !== undefined) return [{ name, file: posix.relative(folder, file) }];
    if (driver !== undefined) return place.at("driver").fault("is not taken: give file or environment", driver) ?? [];
    if (!used.has(name)) return [];
    const text = secretText({ ...secret, name }, { variables, tokens }, place);
    return text === undefined ? [] : [{ name, text }];
  });
}

/** That of a secret which a variable has: the one that it names, or, of an external one, the one of its own name. */
function secretText(
  {
    name,
    environment,
    external,
  }: Pick<Project["secrets"][string], "environment" | "external"> & { readonly name: string },
  values: Pick<TakingSecrets, "variables" | "tokens">,
  at: Place,
): SecureText | undefined {
  const variable = environment ?? name.replace(/\W/g, "_");
  if (external === true)
    at.notice(`takes the variable ${variable} of composeVariables, which is the only store of external secrets`);
  return variableText(variable, values, environment === undefined ? at : at.at("environment"));
}

function variableText(
  name: string,
  { variables, tokens }: Pick<TakingSecrets, "variables" | "tokens">,
  at: Place,
): SecureText | undefined {
  const value = Object.hasOwn(variables, name) ? variables[name] : undefined;
  if (value !== undefined && value !== "") return tokens.partsOf(value);
  const state = value === "" ? "is empty" : "is not set";
  return at.fault(
    `the variable ${name} ${state}: set it with npx berth config set --secret --path composeVariables.${name} VALUE`,
  );
}

export function takeConfigs(
  { configs }: Project,
  { variables, folder, tokens }: Pick<TakingSecrets, "variables" | "folder" | "tokens">,
  at: Place,
): readonly ConfigModel[] {
  return Object.entries(configs).map(([name, { content, file, environment, external }]) => {
    if (external === true)
      at.at("configs", name).fault("is not taken: give content or file, configs belong to the project");
    if (file !== undefined) return { name, file: posix.relative(folder, file) };
    const fromVariable = variables[environment ?? ""] ?? "";
    // The project has only the variable's name, so this place is not found where all others are.
    if (content === undefined)
      at.faults.push(...tokens.faultsIn(fromVariable, [...at.path, "configs", name, "environment"]));
    return { name, content: content ?? fromVariable };
  });
}

/** Of secrets that are not mounted as they are by default. */
export function secretMounts(mounts: readonly FileMount[]): Readonly<Record<string, FileAttributes>> {
  const differing = mounts.flatMap(({ source, target, ...more }) => {
    const { uid, gid, mode } = more;
    const absolute = isAbsolute(target) ? target : `${SECRETS_FOLDER}/${target}`;
    const isUsual = absolute === `${SECRETS_FOLDER}/${source}` && [uid, gid, mode].every((one) => one === undefined);
    return isUsual ? [] : [[source, attributes(absolute, more)] as const];
  });
  return Object.fromEntries(differing);
}

export function configMounts(mounts: readonly FileMount[]): readonly ConfigMountModel[] {
  return mounts.map(({ source, target, ...more }) => ({
    config: source,
    ...attributes(isAbsolute(target) ? target : `/${target}`, more),
  }));
}

function attributes(target: string, { uid, gid, mode }: Pick<FileMount, "uid" | "gid" | "mode">): FileAttributes {
  return {
    target,
    ...(uid === undefined ? {} : { uid }),
    ...(gid === undefined ? {} : { gid }),
    ...(mode === undefined ? {} : { mode }),
  };
}

interface TakingEnvironment {
  readonly files: ProjectFiles;
  readonly variables: Readonly<Record<string, string>>;
  readonly tokens: SecureTokens;
}

/** What `env_file:` and `environment:` say together; a name that stands alone and that nothing sets is left out. */
export function takeEnvironment(
  service: Service,
  taking: TakingEnvironment,
  at: Place,
): Pick<ServiceModel, "environment" | "secureEnvironment"> {
  const values = readEnvFiles(service, taking, at);
  for (const [name, value] of Object.entries(service.environment)) if (value !== null) values.set(name, value);
  for (const name of values.keys())
    if (name === "" || name.includes("\u0000")) at.at("environment", name).fault("must have a name");
  return splitEnvironment([...values], taking.tokens);
}

function readEnvFiles(service: Service, { files, variables }: TakingEnvironment, at: Place): Map<string, string> {
  const values = new Map<string, string>();
  for (const [index, { path, required }] of service.env_file.entries()) {
    const text = files.readFile(path);
    if (text === undefined && required) at.at("env_file", index).fault("there is no such file", path);
    const read = readEnvFile(text ?? "", (name) => (Object.hasOwn(variables, name) ? variables[name] : undefined));
    for (const { line, rule } of read.faults) at.at("env_file", index).fault(`line ${line} ${rule}`, path);
    for (const [name, value] of read.values) values.set(name, value);
  }
  return values;
}

function splitEnvironment(
  values: readonly (readonly [string, string])[],
  tokens: SecureTokens,
): Pick<ServiceModel, "environment" | "secureEnvironment"> {
  const plain = values.filter(([, text]) => !tokens.isIn(text));
  const secure = values
    .filter(([, text]) => tokens.isIn(text))
    .map(([name, text]) => [name, tokens.partsOf(text)] as const);
  return {
    environment: Object.fromEntries(plain),
    ...unlessEmpty({ secureEnvironment: Object.fromEntries(secure) }),
  };
}
