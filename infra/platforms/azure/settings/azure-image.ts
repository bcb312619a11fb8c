/** An image of the marketplace in one version, as `az` writes it: publisher:offer:sku:version. */
export interface AzureImage {
  readonly publisher: string;
  readonly offer: string;
  readonly sku: string;
  readonly version: string;
}

/** The parts of an image's name; undefined when it has not four of them, or its version is not one version. */
export function parseAzureImage(name: string): AzureImage | undefined {
  const [, publisher, offer, sku, version] = /^([\w-]+):([\w-]+):([\w.-]+):(\d+\.\d+\.\d+)$/.exec(name) ?? [];
  if (publisher === undefined || offer === undefined || sku === undefined || version === undefined) return undefined;
  return { publisher, offer, sku, version };
}
