import { X509Certificate } from "node:crypto";
import { readFileSync } from "node:fs";
import { resolve } from "node:path";
import type { ConfigFault, StackConfig } from "./config/config-schema";

export interface RegistryAuthorities {
  /** Host of a registry → the certificates of its authority, in PEM. */
  readonly authorities: ReadonlyMap<string, string>;
  readonly faults: readonly ConfigFault[];
}

const BLOCK = /-----BEGIN ([A-Z0-9 ]+)-----[^-]*-----END \1-----/g;

/** Reads the files with the registries' own authorities, whose paths start at `folder`, with all that is wrong with them. */
export function registryAuthorities(registries: StackConfig["registries"], folder: string): RegistryAuthorities {
  const authorities = new Map<string, string>();
  const faults = Object.entries(registries).flatMap(([host, { caFile }]): ConfigFault[] => {
    if (caFile === undefined) return [];
    const { pem, rule } = readAuthority(resolve(folder, caFile));
    if (pem !== undefined) authorities.set(host, pem);
    return rule === undefined ? [] : [{ key: "registries", rule: `caFile of ${host} ${rule}`, value: caFile }];
  });
  return { authorities, faults };
}

function readAuthority(path: string): { readonly pem?: string; readonly rule?: string } {
  let text: string;
  try {
    text = readFileSync(path, "utf8");
  } catch (error) {
    const { code } = error as NodeJS.ErrnoException;
    return { rule: `can't be read (${code ?? String(error)})` };
  }
  const blocks = [...text.matchAll(BLOCK)];
  if (blocks.length === 0 || !blocks.every(([block, kind]) => kind === "CERTIFICATE" && isCertificate(block)))
    return { rule: "must be a file in PEM with certificates, and nothing else in it that is PEM" };
  // What else is in the file is a remark, which no host needs.
  return { pem: blocks.map(([block]) => `${block}\n`).join("") };
}

function isCertificate(pem: string): boolean {
  try {
    return new X509Certificate(pem).raw.length > 0;
  } catch {
    return false;
  }
}
