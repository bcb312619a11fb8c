import { newestAwsRelease, newestAzureRelease } from "../../../packages/cli/debian-images";

// No real images: every id says so.
function ami(digit: number, Name: string, OwnerId = "136693071363") {
  return { ImageId: `ami-${String(digit).padStart(17, "0")}`, Name, OwnerId };
}

test("the newest release is taken, by its number and not by its text", () => {
  const Images = [
    ami(1, "debian-13-amd64-20250101-999"),
    ami(2, "debian-13-amd64-20250101-1000"),
    ami(3, "debian-13-amd64-20241231-9999"),
  ];
  expect(newestAwsRelease(JSON.stringify({ Images }))).toBe("20250101-1000");
});

test("dailies, backports, other owners and other architectures are passed by", () => {
  const Images = [
    ami(1, "debian-13-amd64-daily-20990101-1"),
    ami(2, "debian-13-backports-amd64-20990101-1"),
    ami(3, "debian-13-arm64-20990101-1"),
    ami(4, "debian-13-amd64-20990101-1", "000000000000"),
  ];
  expect(newestAwsRelease(JSON.stringify({ Images }))).toBeUndefined();
  expect(newestAwsRelease("{}")).toBeUndefined();
});

test("Azure's newest version is taken, of the gen2 sku alone, in the words of the release", () => {
  const listed = [
    { offer: "debian-13", publisher: "Debian", sku: "13-gen2", version: "0.20250101.999" },
    { offer: "debian-13", publisher: "Debian", sku: "13-gen2", version: "0.20250101.1000" },
    { offer: "debian-13", publisher: "Debian", sku: "13", version: "0.20990101.1" },
    { offer: "debian-13-daily", publisher: "Debian", sku: "13-gen2", version: "0.20990101.1" },
    { offer: "debian-13", publisher: "Debian", sku: "13-gen2", version: "latest" },
  ];
  expect(newestAzureRelease(JSON.stringify(listed))).toBe("20250101-1000");
  expect(newestAzureRelease("[]")).toBeUndefined();
});
