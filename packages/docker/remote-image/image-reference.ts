export interface ImageReference {
  /** With the registry's address, where there is one. */
  readonly repository: string;
  readonly tag?: string;
  /** "sha256:…". */
  readonly digest?: string;
}

/** The parts of "registry:5000/a/b:1.2@sha256:…"; a colon before the last slash is that of a port. */
export function parseReference(text: string): ImageReference {
  const [named = "", digest] = text.split("@");
  const tag = /:([^/:]+)$/.exec(named)?.[1];
  return {
    repository: tag === undefined ? named : named.slice(0, -tag.length - 1),
    ...(tag !== undefined && { tag }),
    ...(digest !== undefined && { digest }),
  };
}
