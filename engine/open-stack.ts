import type { Backend, StackReference } from "./backend";
import { checkpointPath, createStack, qualifiedName, readStack, writeStack } from "./backend";
import { decodeSnapshot, emptyCheckpoint, encodeCheckpoint, parseCheckpoint } from "./checkpoint";
import { verifyIntegrity } from "./integrity";
import type { Crypter } from "./secrets";
import { createPassphraseCrypter, openPassphraseCrypter } from "./secrets";
import type { Snapshot } from "./state";

/** A stack whose state has been read and verified. */
export interface OpenStack {
  readonly snapshot: Snapshot;
  /** Made new when neither the stack's config nor its state has a salt. */
  readonly crypter: Crypter;
  /** False: there was no such stack before. */
  readonly existed: boolean;
  /** Replaces the state atomically; throws an EngineError when it can't be written, or was and breaks a rule of the CLI. */
  readonly save: (snapshot: Snapshot) => void;
}

export interface OpenStackRequest {
  readonly backend: Backend;
  readonly stack: StackReference;
  /** `encryptionsalt` of Pulumi.<stack>.yaml; it wins over the state's for what is written. */
  readonly configSalt?: string;
  readonly passphrase: string | undefined;
}

/** Reads a stack, or makes it when it does not exist; the caller holds its lock. Rejects with an EngineError. */
export async function openStack(request: OpenStackRequest): Promise<OpenStack> {
  const { backend, stack, configSalt } = request;
  const text = readStack(backend, stack);
  const file = text === undefined ? undefined : parseCheckpoint(text, checkpointPath(backend, stack));
  const crypters = crypterSource(request.passphrase);
  const crypter = await crypters(configSalt ?? file?.salt);
  const snapshot = decodeSnapshot(
    file ?? { stack: "" },
    file?.salt === undefined ? undefined : await crypters(file.salt),
  );
  verifyIntegrity(snapshot);
  if (text === undefined) createStack(backend, stack, emptyCheckpoint(qualifiedName(stack)));
  return { snapshot, crypter, existed: text !== undefined, save: saver(backend, stack, crypter) };
}

function saver(backend: Backend, stack: StackReference, crypter: Crypter): (snapshot: Snapshot) => void {
  return (snapshot) => {
    const text = encodeCheckpoint({ stack: qualifiedName(stack), snapshot, crypter, time: new Date() });
    writeStack(backend, stack, text);
    verifyIntegrity(snapshot);
  };
}

/** One crypter for a salt: deriving its key takes most of a second. */
function crypterSource(passphrase: string | undefined): (salt: string | undefined) => Promise<Crypter> {
  const known = new Map<string, Promise<Crypter>>();
  return (salt) => {
    if (salt === undefined) return createPassphraseCrypter(passphrase);
    const crypter = known.get(salt) ?? openPassphraseCrypter(passphrase, salt);
    known.set(salt, crypter);
    return crypter;
  };
}
