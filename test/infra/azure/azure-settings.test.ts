import { azureSettings, parseAzureImage } from "../../../infra/azure/azure-settings";
import { vmSizeFor, vmSizes } from "../../../infra/azure/vm-sizes";
import { describeFaults, parseConfig } from "../../../infra/config-schema";

// No real image: the version says so.
const images = { westeurope: "Debian:debian-13:13-gen2:0.0.1" };
const admins = { adminCidrs: '["198.51.100.0/24"]' };

function settingsOf(given: Readonly<Record<string, string>>, location = "westeurope") {
  const { config } = parseConfig({ target: "azure", ...given }, { "azure-native:location": location });
  if (config === undefined) throw new Error("the test's own config is wrong");
  const { settings, faults } = azureSettings(config, images);
  return settings ?? describeFaults(faults);
}

test("a pinned location and administrators need nothing more", () => {
  const image = "Debian:debian-13:13-gen2:0.0.1";
  expect(settingsOf(admins)).toEqual({ location: "westeurope", zone: "1", image, vmSize: "Standard_B2s" });
});

test("all faults come at once, each with its key, rule and fix", () => {
  const given = { zones: '["4"]', networkCidr: "192.168.0.0/25", image: "Debian:debian-13:13-gen2:latest" };
  expect(settingsOf(given, "West Europe")).toEqual([
    'azure-native:location: must be a location\'s short name, say westeurope (got "West Europe")',
    'image: must be publisher:offer:sku:version with one version, not latest (got "Debian:debian-13:13-gen2:latest")',
    'zones: must be different zones out of "1", "2" and "3" (got "[\\"4\\"]")',
    'networkCidr: must be a /8 to a /24 on azure (got "192.168.0.0/25")',
    "adminCidrs: must name a network on azure: SSH has no other way in there, and the world is not let in",
  ]);
});

test("a location without a pinned image names the command that pins one", () => {
  expect(settingsOf(admins, "northeurope")).toEqual([
    'image: no image is pinned for "northeurope": run `npm run bump-images -- --stack STACK` (it asks Azure for Debian\'s newest), or name one',
  ]);
});

test("an image is four parts, and its version is one version", () => {
  const parts = { publisher: "Debian", offer: "debian-13", sku: "13-gen2", version: "0.0.1" };
  expect(parseAzureImage("Debian:debian-13:13-gen2:0.0.1")).toEqual(parts);
  for (const wrong of ["", "debian-13", "a:b:c", "a:b:c:latest", "a:b:c:1", "a:b:c:1.2.3:d"]) {
    expect(parseAzureImage(wrong)).toBeUndefined();
  }
});

test("the smallest size that is enough is taken, up to the largest that config allows", () => {
  expect(vmSizeFor(1, 1024)).toBe("Standard_B2s");
  expect(vmSizeFor(64, 262_144)).toBe("Standard_D64s_v3");
  const sizes = vmSizes.map(({ cpus, memoryMiB }) => cpus * memoryMiB);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});
