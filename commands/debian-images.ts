/** An image that a cloud offers, in that cloud's own words. */
export interface OfferedImage {
  /** What the stack's `image` is: an AMI, or publisher:offer:sku:version. */
  readonly image: string;
  readonly name: string;
}

/** Debian's own account at AWS, as its wiki and its images' pages say. */
const debianOwner = "136693071363";
/** Daily builds, backports kernels and other architectures have other names. */
const awsName = /^debian-13-amd64-(\d{8}-\d+)$/;
const azureOffer = { publisher: "Debian", offer: "debian-13", sku: "13-gen2" };

/** argv that has AWS print Debian 13's images of a region. */
export function awsImagesCommand(region: string): readonly string[] {
  const filters = ["Name=name,Values=debian-13-amd64-*", "Name=state,Values=available"];
  const query = ["describe-images", "--owners", debianOwner, "--filters", ...filters];
  return ["aws", "ec2", ...query, "--region", region, "--output", "json"];
}

/** argv that has Azure print Debian 13's images of a location. */
export function azureImagesCommand(location: string): readonly string[] {
  const { publisher, offer, sku } = azureOffer;
  const which = ["--publisher", publisher, "--offer", offer, "--sku", sku];
  return ["az", "vm", "image", "list", "--all", ...which, "--location", location, "--output", "json"];
}

/** The newest release in what awsImagesCommand printed; undefined: none of Debian's account is among them. */
export function newestAwsImage(printed: string): OfferedImage | undefined {
  const images = listIn(JSON.parse(printed), "Images").flatMap((item) => {
    const [id, name, owner] = [textIn(item, "ImageId"), textIn(item, "Name"), textIn(item, "OwnerId")];
    const release = awsName.exec(name)?.[1];
    const isDebian = owner === debianOwner && /^ami-[0-9a-f]{8,17}$/.test(id);
    return release !== undefined && isDebian ? [{ image: id, name, release }] : [];
  });
  return newest(images);
}

/** The newest version in what azureImagesCommand printed. */
export function newestAzureImage(printed: string): OfferedImage | undefined {
  const listed: unknown = JSON.parse(printed);
  const images = (Array.isArray(listed) ? (listed as readonly unknown[]) : []).flatMap((item) => {
    const { publisher, offer, sku } = azureOffer;
    const isDebian = textIn(item, "offer") === offer && textIn(item, "sku") === sku;
    const version = textIn(item, "version");
    if (!isDebian || !/^\d+\.\d+\.\d+$/.test(version)) return [];
    return [{ image: `${publisher}:${offer}:${sku}:${version}`, name: `${offer} ${version}`, release: version }];
  });
  return newest(images);
}

function newest(images: readonly (OfferedImage & { release: string })[]): OfferedImage | undefined {
  const [last] = [...images].sort((a, b) => compareNumbers(b.release, a.release));
  return last && { image: last.image, name: last.name };
}

/** 20251117-2299 and 0.20251117.2299 are numbers between separators. */
function compareNumbers(a: string, b: string): number {
  const [left, right] = [a, b].map((text) => text.split(/[.-]/).map(Number));
  const index = (left ?? []).findIndex((number, at) => number !== right?.[at]);
  return index < 0 ? 0 : (left?.[index] ?? 0) - (right?.[index] ?? 0);
}

function listIn(value: unknown, key: string): readonly unknown[] {
  const list: unknown = isRecord(value) ? value[key] : undefined;
  return Array.isArray(list) ? list : [];
}

function textIn(value: unknown, key: string): string {
  const text = isRecord(value) ? value[key] : undefined;
  return typeof text === "string" ? text : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
