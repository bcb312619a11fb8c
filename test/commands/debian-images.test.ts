import { newestAwsImage, newestAzureImage } from "../../commands/debian-images";

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
  expect(newestAwsImage(JSON.stringify({ Images }))).toEqual({
    image: "ami-00000000000000002",
    name: "debian-13-amd64-20250101-1000",
  });
});

test("dailies, backports, other owners and other architectures are passed by", () => {
  const Images = [
    ami(1, "debian-13-amd64-daily-20990101-1"),
    ami(2, "debian-13-backports-amd64-20990101-1"),
    ami(3, "debian-13-arm64-20990101-1"),
    ami(4, "debian-13-amd64-20990101-1", "000000000000"),
  ];
  expect(newestAwsImage(JSON.stringify({ Images }))).toBeUndefined();
  expect(newestAwsImage("{}")).toBeUndefined();
});

test("Azure's newest version is taken, of the gen2 sku alone", () => {
  const listed = [
    { offer: "debian-13", publisher: "Debian", sku: "13-gen2", version: "0.20250101.999" },
    { offer: "debian-13", publisher: "Debian", sku: "13-gen2", version: "0.20250101.1000" },
    { offer: "debian-13", publisher: "Debian", sku: "13", version: "0.20990101.1" },
    { offer: "debian-13-daily", publisher: "Debian", sku: "13-gen2", version: "0.20990101.1" },
    { offer: "debian-13", publisher: "Debian", sku: "13-gen2", version: "latest" },
  ];
  expect(newestAzureImage(JSON.stringify(listed))?.image).toBe("Debian:debian-13:13-gen2:0.20250101.1000");
  expect(newestAzureImage("[]")).toBeUndefined();
});
