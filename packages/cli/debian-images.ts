import { debianAmisCommand, debianOwner } from "@berth/infra/debian-ami";
import { debianOffer } from "@berth/infra/debian-image";
import { printedImages } from "@berth/provider/printed-images";

/** Daily builds, backports kernels and other architectures have other names. */
const awsName = /^debian-13-amd64-(\d{8}-\d+)$/;
const azureVersion = /^0\.(\d{8})\.(\d+)$/;

/** argv that has AWS print Debian 13's images of a region. */
export function awsImagesCommand(region: string, profile: string): readonly string[] {
  return debianAmisCommand({ region, profile }, "debian-13-amd64-*");
}

/** argv that has Azure print Debian 13's images of a location. */
export function azureImagesCommand(location: string): readonly string[] {
  const { publisher, offer, sku } = debianOffer;
  const which = ["--publisher", publisher, "--offer", offer, "--sku", sku];
  return ["az", "vm", "image", "list", "--all", ...which, "--location", location, "--output", "json"];
}

/** The newest release in what awsImagesCommand printed, say 20251117-2299; undefined: none of Debian's account is among them. */
export function newestAwsRelease(printed: string): string | undefined {
  return newest(
    (printedImages(printed) ?? []).flatMap(({ name, owner }) => {
      const release = awsName.exec(name)?.[1];
      return release !== undefined && owner === debianOwner ? [release] : [];
    }),
  );
}

/** The same of what azureImagesCommand printed. */
export function newestAzureRelease(printed: string): string | undefined {
  const listed: unknown = JSON.parse(printed);
  return newest(
    (Array.isArray(listed) ? (listed as readonly unknown[]) : []).flatMap((item) => {
      const isDebian = textIn(item, "offer") === debianOffer.offer && textIn(item, "sku") === debianOffer.sku;
      const [, day, build] = azureVersion.exec(textIn(item, "version")) ?? [];
      return isDebian && day !== undefined && build !== undefined ? [`${day}-${build}`] : [];
    }),
  );
}

/** The day decides, then the number of the build, which has no fixed length. */
function newest(releases: readonly string[]): string | undefined {
  const numbers = (release: string) => release.split("-").map(Number);
  return [...releases].sort((a, b) => {
    const [[dayA = 0, buildA = 0], [dayB = 0, buildB = 0]] = [numbers(a), numbers(b)];
    return dayB - dayA || buildB - buildA;
  })[0];
}

function textIn(value: unknown, key: string): string {
  const text = isRecord(value) ? value[key] : undefined;
  return typeof text === "string" ? text : "";
}

function isRecord(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}
