import * as v from "valibot";

const index = v.object({
  manifests: v.array(
    v.object({
      platform: v.optional(
        v.object({ os: v.string(), architecture: v.string(), variant: v.optional(v.string(), "") }),
        // What the list says nothing of is not what a host runs.
        { os: "unknown", architecture: "unknown" },
      ),
    }),
  ),
});
const single = v.object({ config: v.object({ digest: v.pipe(v.string(), v.regex(/^sha256:[0-9a-f]{64}$/)) }) });
const config = v.object({ os: v.string(), architecture: v.string(), variant: v.optional(v.string(), "") });

/** What a manifest shows of the platforms: a list of them, or the digest of the config that has the one. */
export type ManifestPlatforms = { readonly platforms: readonly string[] } | { readonly config: string };

/** Undefined for what is neither an image nor a list of images. */
export function manifestPlatforms(text: string): ManifestPlatforms | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), v.union([index, single])), text);
  if (!parsed.success) return undefined;
  if ("config" in parsed.output) return { config: parsed.output.config.digest };
  const named = parsed.output.manifests.map(({ platform }) => platform).filter(({ os }) => os !== "unknown");
  return { platforms: [...new Set(named.map(platformName))] };
}

/** The platform of an image, by its config; undefined for another text. */
export function configPlatform(text: string): string | undefined {
  const parsed = v.safeParse(v.pipe(v.string(), v.parseJson(), config), text);
  return parsed.success ? platformName(parsed.output) : undefined;
}

/** Whether an image for `has` runs where `wanted` is given; a variant counts where it is wanted by name. */
export function isPlatform(has: string, wanted: string): boolean {
  return has === wanted || has.startsWith(`${wanted}/`);
}

function platformName({ os, architecture, variant }: v.InferOutput<typeof config>): string {
  return [os, architecture, ...(variant === "" ? [] : [variant])].join("/");
}
