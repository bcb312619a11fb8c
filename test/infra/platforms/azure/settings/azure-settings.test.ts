import { parseAzureImage } from "../../../../../infra/platforms/azure/settings/azure-image";
import { azureLocations } from "../../../../../infra/platforms/azure/settings/azure-locations";
import { azureSettings } from "../../../../../infra/platforms/azure/settings/azure-settings";
import { usualSizes, vmSizes } from "../../../../../infra/platforms/azure/settings/vm-sizes";
import { describeFaults, parseConfig } from "../../../../../infra/config/config-schema";
import { smallestSize } from "../../../../../infra/platforms/machine-size";

const admins = { adminCidrs: '["10.99.0.0/24"]' };

function settingsOf(given: Readonly<Record<string, string>>, location = "westeurope") {
  const { config } = parseConfig({ target: "azure", ...given }, { "azure-native:location": location });
  if (config === undefined) throw new Error("the test's own config is wrong");
  const { settings, faults } = azureSettings(config);
  return settings ?? describeFaults(faults);
}

test("a location and administrators need nothing more; the image is Debian's pinned release", () => {
  const image = expect.stringMatching(/^Debian:debian-13:13-gen2:0\.\d{8}\.\d+$/) as string;
  const size = { type: "Standard_B2ls_v2", cpus: 2, memoryMiB: 4096, architecture: "amd64" };
  expect(settingsOf(admins)).toEqual({ location: "westeurope", zones: ["1"], image, size });
});

test("all faults come at once, each with its key, rule and fix", () => {
  const given = { zones: '["4"]', networkCidr: "192.168.0.0/25", image: "Debian:debian-13:13-gen2:latest" };
  expect(settingsOf(given, "West Europe")).toEqual([
    'azure-native:location: is not a known one; did you mean westeurope? (got "West Europe")',
    'image: must be publisher:offer:sku:version with one version, not latest (got "Debian:debian-13:13-gen2:latest")',
    'zones: must be different zones out of "1", "2" and "3" (got "[\\"4\\"]")',
    'networkCidr: must be a /8 to a /24 on azure (got "192.168.0.0/25")',
    "adminCidrs: must name a network on azure: SSH has no other way in there, and the world is not let in",
  ]);
});

test("an image that the config names is taken instead", () => {
  // No real image: the version says so.
  const image = "Debian:debian-13:13-gen2:0.0.1";
  expect(settingsOf({ ...admins, image })).toMatchObject({ image });
});

test("an image is four parts, and its version is one version", () => {
  const parts = { publisher: "Debian", offer: "debian-13", sku: "13-gen2", version: "0.0.1" };
  expect(parseAzureImage("Debian:debian-13:13-gen2:0.0.1")).toEqual(parts);
  for (const wrong of ["", "debian-13", "a:b:c", "a:b:c:latest", "a:b:c:1", "a:b:c:1.2.3:d"]) {
    expect(parseAzureImage(wrong)).toBeUndefined();
  }
});

test("locations are short names, each once", () => {
  expect(azureLocations.filter((name) => !/^[a-z]+[0-9]?$/.test(name))).toEqual([]);
  expect(new Set(azureLocations).size).toBe(azureLocations.length);
});

test("a registry, a domain and its zone are checked against what Azure has", () => {
  const named = { ...admins, registry: "acr", domain: "links.example.org" };
  expect(settingsOf({ ...named, dnsZone: "dns/example.org" })).toMatchObject({ location: "westeurope" });
  expect(settingsOf({ ...named, dnsZone: "dns/example.com" })).toEqual([
    'dnsZone: does not have links.example.org in it (got "dns/example.com")',
  ]);
  expect(settingsOf({ ...named, registry: "ecr", dnsZone: "Z0123456789ABC" })).toEqual([
    'registry: must be none or acr on azure (got "ecr")',
    'dnsZone: must be resource group/zone on azure, such as dns/example.org (got "Z0123456789ABC")',
  ]);
});

test("the smallest size that is enough is taken, up to the largest that config allows", () => {
  const typeOf = (cpus: number, memoryMiB: number) => smallestSize(usualSizes, { cpus, memoryMiB })?.type;
  expect(typeOf(1, 1024)).toBe("Standard_B2ls_v2");
  expect(typeOf(64, 262_144)).toBe("Standard_D64s_v5");
  expect(usualSizes).toHaveLength(8);
  const sizes = usualSizes.map(({ cpus, memoryMiB }) => cpus * memoryMiB);
  expect(sizes).toEqual([...sizes].sort((a, b) => a - b));
});

test("no series that retires is in the table, and every size is in it once", () => {
  const names = vmSizes.map(({ type }) => type);
  expect(names.filter((name) => !/_v[2-9]$/.test(name) || /_v3$/.test(name))).toEqual([]);
  expect(new Set(names).size).toBe(names.length);
});

test("a named size with ARM processors brings the image for them", () => {
  expect(settingsOf({ ...admins, size: "Standard_D2ps_v6" })).toMatchObject({
    image: expect.stringMatching(/^Debian:debian-13:13-arm64:0\./) as string,
    size: { cpus: 2, memoryMiB: 8192, architecture: "arm64" },
  });
});

test("hosts take as many zones as there are hosts, because not every size is in every zone", () => {
  expect(settingsOf({ ...admins, hosts: "2" })).toMatchObject({ zones: ["1", "2"] });
  expect(settingsOf({ ...admins, hosts: "5" })).toMatchObject({ zones: ["1", "2", "3"] });
});

test("hosts take turns in the subnets of an existing network, and zones stay their own matter", () => {
  const given = { ...admins, network: "shared/office", publicSubnets: '["front"]', privateSubnets: '["a","b"]' };
  const vnet = { resourceGroup: "shared", name: "office" };
  expect(settingsOf(given)).toMatchObject({ zones: ["1"], vnet: { ...vnet, subnets: ["front"] } });
  expect(settingsOf({ ...given, publicAddresses: "false", zones: '["2"]' })).toMatchObject({
    ...{ zones: ["2"], vnet: { ...vnet, subnets: ["a", "b"] } },
  });
});

test("all faults of an existing network come at once", () => {
  const given = { ...admins, network: "office", publicAddresses: "false", publicSubnets: '["a=b"]' };
  expect(settingsOf(given)).toEqual([
    'network: must be resource group/virtual network on azure, such as shared/office (got "office")',
    'publicSubnets: must be the name of a subnet on azure (got "a=b")',
    "privateSubnets: must name the subnets of hosts without a public address",
  ]);
});

test("the snapshot of a data disk is the id of a resource", () => {
  const id = "/subscriptions/0000-00/resourceGroups/kept/providers/Microsoft.Compute/snapshots/before";
  expect(settingsOf({ ...admins, dataSnapshots: `{"1":"${id}"}` })).toMatchObject({ location: "westeurope" });
  expect(settingsOf({ ...admins, dataSnapshots: '{"1":"before"}' })).toEqual([
    'dataSnapshots: must be the id of a snapshot on azure, /subscriptions/…/resourceGroups/…/providers/Microsoft.Compute/snapshots/…, for host 1 (got "before")',
  ]);
});
