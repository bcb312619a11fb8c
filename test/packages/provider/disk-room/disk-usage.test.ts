import { parseDiskUsage } from "../../../../packages/provider/disk-room/disk-usage";

const row = (Type: string, Size: string, Reclaimable = "0B (0%)") => JSON.stringify({ Type, Size, Reclaimable });

test("the largest comes first, with what a new Docker may have added, in binary units", () => {
  const printed = ["1", row("Images", "1GB", "512MB (51%)"), row("Models", "2.5TB"), row("Build Cache", "0B")];
  expect(parseDiskUsage(printed.join("\n")).parts).toEqual([
    "Models 2328.3 GiB",
    "images 954 MiB (up to 488 MiB without a container; 1 kept release)",
    "build cache 0 MiB",
  ]);
});

test.each(["1", "1\n{}", `1\n${row("Images", "many")}`])("%j is not what Docker prints", (printed) => {
  expect(() => parseDiskUsage(printed)).toThrow("docker system df");
});
