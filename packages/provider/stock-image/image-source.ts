/** Where a stock image comes from. */
export type ImageSource =
  | { readonly kind: "built" }
  | { readonly kind: "path"; readonly path: string }
  | {
      readonly kind: "url";
      readonly url: string;
      readonly algorithm: "sha256" | "sha512";
      /** Hex. */
      readonly checksum: string;
    };

const checksums = { sha256: /^[0-9a-f]{64}$/, sha512: /^[0-9a-f]{128}$/ } as const;

/** What imageSource takes, in words. */
export const imageSourceMeaning =
  '"stock", the absolute path of a qcow2 file, or its https URL with #sha256=… or #sha512=… and the checksum in hex';

/** The source that a text names; undefined: it names none, as a URL without a checksum does. */
export function imageSource(text: string): ImageSource | undefined {
  if (text === "stock") return { kind: "built" };
  if (/^\/[^\p{Cc}"]*$/u.test(text)) return { kind: "path", path: text };
  const [, url = "", algorithm, checksum = ""] =
    /^(https:\/\/[\x21-\x7e]+)#(sha256|sha512)=([0-9a-f]+)$/.exec(text) ?? [];
  if (algorithm !== "sha256" && algorithm !== "sha512") return undefined;
  return checksums[algorithm].test(checksum) ? { kind: "url", url, algorithm, checksum } : undefined;
}
