import { readFileSync } from "node:fs";
import type { Backend, StackReference } from "./backend";
import {
  checkpointPath,
  createStack,
  openBackend,
  readStack,
  stackExists,
  writeRefusedState,
  writeStack,
} from "./backend";
import { decodeSnapshot, encodeCheckpoint, parseCheckpoint } from "./checkpoint";
import { EngineError } from "@berth/model/engine-error";
import { stackType } from "@berth/model/goal";
import { verifyIntegrity } from "./integrity";
import type { Project } from "../project/project";
import type { PropertyMap } from "@berth/model/property";
import type { Crypter } from "../project/secrets";
import { createPassphraseCrypter, openPassphraseCrypter, placeholderCrypter } from "../project/secrets";
import type { ResolvedConfig, StackConfigFile } from "../project/stack-config";
import { hasSecureValues, readStackConfig, resolveConfig } from "../project/stack-config";
import type { Snapshot } from "@berth/model/state";

/** A stack as a run finds it. */
export interface OpenedStack {
  readonly backend: Backend;
  readonly reference: StackReference;
  readonly exists: boolean;
  readonly snapshot: Snapshot;
  readonly configFile: StackConfigFile;
  readonly config: ResolvedConfig;
  readonly crypter: Crypter | undefined;
}

export const emptySnapshot: Snapshot = { resources: [], pendingOperations: [], metadata: {} };

/** Where a command runs. */
export interface StackPlace {
  /** What a relative backend URL starts from, as in the CLI; Pulumi.yaml is here or above. */
  readonly folder: string;
  readonly environment: NodeJS.ProcessEnv;
  /** Neither the state nor any secret is read: the stack is a new one, and its secrets stand as "[secret]". For previews. */
  readonly fromNothing?: boolean;
  /** The program does not run, so that it needs no configuration: a required key may be missing. */
  readonly withoutProgram?: boolean;
}

/** The project's backend: PULUMI_BACKEND_URL, else what Pulumi.yaml says, else Pulumi's own folder. */
export function projectBackend(project: Project, { folder, environment }: StackPlace): Backend {
  const { PULUMI_BACKEND_URL: forced = "" } = environment;
  return openBackend(forced === "" ? (project.backendUrl ?? "file://~") : forced, folder);
}

/** Reads config and state of a stack; throws for one whose files are damaged or whose passphrase is missing. */
export async function openStack(project: Project, stack: string, place: StackPlace): Promise<OpenedStack> {
  const backend = projectBackend(project, place);
  const reference = { project: project.name, stack };
  const fromNothing = place.fromNothing === true;
  const configFile = readStackConfig(project, stack, { anySecrets: fromNothing });
  if (fromNothing) {
    const config = resolveConfig(project, configFile, placeholderCrypter);
    return { backend, reference, exists: false, snapshot: emptySnapshot, configFile, config, crypter: undefined };
  }
  const open = crypterCache(passphraseOf(place.environment));
  const text = readStack(backend, reference);
  const { snapshot, crypter } = await readSnapshot(text, checkpointPath(backend, reference), open);
  const declared = place.withoutProgram === true ? withoutRequiredKeys(project) : project;
  const config = resolveConfig(declared, configFile, await configCrypter(configFile, open));
  return { backend, reference, exists: text !== undefined, snapshot, configFile, config, crypter };
}

/** What encrypts and decrypts the values of a stack's file: with the salt of that file, else of the state, else with a new one. */
export function openConfigCrypter(project: Project, stack: string, place: StackPlace): Promise<Crypter> {
  const reference = { project: project.name, stack };
  const passphrase = passphraseOf(place.environment);
  const { encryptionSalt } = readStackConfig(project, stack);
  const backend = projectBackend(project, place);
  const text = encryptionSalt === undefined ? readStack(backend, reference) : undefined;
  const stored = text === undefined ? undefined : parseCheckpoint(text, checkpointPath(backend, reference)).salt;
  const salt = encryptionSalt ?? stored;
  return salt === undefined ? createPassphraseCrypter(passphrase) : crypterCache(passphrase)(salt);
}

function withoutRequiredKeys(project: Project): Project {
  const optional = Object.entries(project.config).map(([key, declaration]) => [
    key,
    { ...declaration, required: false },
  ]);
  return { ...project, config: Object.fromEntries(optional) as Project["config"] };
}

/** Makes sure the stack has a file and a secrets manager; with the salt of Pulumi.<stack>.yaml if that has one. */
export async function ensureStack(stack: OpenedStack, environment: NodeJS.ProcessEnv): Promise<OpenedStack> {
  if (stack.exists && stack.crypter !== undefined) return stack;
  const passphrase = passphraseOf(environment);
  const { encryptionSalt: salt } = stack.configFile;
  const crypter = await (salt === undefined ? createPassphraseCrypter(passphrase) : crypterCache(passphrase)(salt));
  const ready = { ...stack, crypter, exists: true };
  if (!stackExists(stack.backend, stack.reference))
    createStack(stack.backend, stack.reference, checkpointText(ready, stack.snapshot));
  return ready;
}

/**
 * Replaces the stack's file by a snapshot that can be loaded again. Throws for any other, and keeps the file as it is; the
 * refused snapshot is then in a file beside it, because it is the only record of what the run has made.
 */
export function saveSnapshot(stack: OpenedStack, snapshot: Snapshot): void {
  const text = checkpointText(stack, snapshot);
  try {
    verifyIntegrity(snapshot);
  } catch (thrown) {
    const refused = writeRefusedState(stack.backend, stack.reference, text);
    const path = checkpointPath(stack.backend, stack.reference);
    throw EngineError.from(
      thrown,
      `internal error: the new state is invalid and was written to ${refused} only; ${path} holds the last valid one`,
    );
  }
  writeStack(stack.backend, stack.reference, text);
}

/** The outputs of the last run; {} before the first. */
export function stackOutputs(snapshot: Snapshot): PropertyMap {
  return snapshot.resources.find((state) => state.type === stackType)?.outputs ?? {};
}

/** Outputs of another stack of the same backend: "stack", "project/stack" or "organization/project/stack". */
export async function otherOutputs(
  name: string,
  stack: OpenedStack,
  environment: NodeJS.ProcessEnv,
): Promise<PropertyMap> {
  const reference = parseStackName(name, stack.reference.project);
  const text = readStack(stack.backend, reference);
  if (text === undefined) throw new EngineError(`unknown stack '${name}': ${stack.backend.url} has none of that name`);
  const path = checkpointPath(stack.backend, reference);
  return stackOutputs((await readSnapshot(text, path, crypterCache(passphraseOf(environment)))).snapshot);
}

/** PULUMI_CONFIG_PASSPHRASE, else the text of PULUMI_CONFIG_PASSPHRASE_FILE. */
export function passphraseOf(environment: NodeJS.ProcessEnv): string | undefined {
  const { PULUMI_CONFIG_PASSPHRASE: passphrase, PULUMI_CONFIG_PASSPHRASE_FILE: file } = environment;
  if (passphrase !== undefined || file === undefined || file === "") return passphrase;
  try {
    return readFileSync(file, "utf8").trim();
  } catch (thrown) {
    throw EngineError.from(thrown, "read PULUMI_CONFIG_PASSPHRASE_FILE");
  }
}

type OpenCrypter = (salt: string) => Promise<Crypter>;

async function readSnapshot(
  text: string | undefined,
  path: string,
  open: OpenCrypter,
): Promise<Pick<OpenedStack, "snapshot" | "crypter">> {
  if (text === undefined) return { snapshot: emptySnapshot, crypter: undefined };
  const file = parseCheckpoint(text, path);
  const crypter = file.salt === undefined ? undefined : await open(file.salt);
  const snapshot = decodeSnapshot(file, crypter);
  verifyIntegrity(snapshot);
  return { snapshot, crypter };
}

function parseStackName(name: string, project: string): StackReference {
  const parts = name.split("/");
  const stack = parts.at(-1);
  if (stack === undefined || stack === "" || parts.length > 3) throw new EngineError(`"${name}" is not a stack name`);
  return { stack, project: parts.at(-2) ?? project };
}

/** Deriving a key takes a noticeable time: once for each salt and passphrase in a process. */
const derived = new Map<string, Promise<Crypter>>();

function crypterCache(passphrase: string | undefined): OpenCrypter {
  return (salt) => {
    const key = JSON.stringify([passphrase, salt]);
    const crypter = derived.get(key) ?? openPassphraseCrypter(passphrase, salt);
    derived.set(key, crypter);
    return crypter;
  };
}

async function configCrypter(file: StackConfigFile, open: OpenCrypter): Promise<Crypter | undefined> {
  return file.encryptionSalt === undefined || !hasSecureValues(file) ? undefined : open(file.encryptionSalt);
}

function checkpointText({ reference, crypter }: OpenedStack, snapshot: Snapshot): string {
  const stack = `organization/${reference.project}/${reference.stack}`;
  return encodeCheckpoint({ stack, snapshot, crypter, time: new Date() });
}
